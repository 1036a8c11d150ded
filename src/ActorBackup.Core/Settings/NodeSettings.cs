using System.Collections.Immutable;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Settings;

/// <summary>A whole configuration, checked once; every path absolute, every default filled in.</summary>
/// <param name="ConfigFile">The file read, absolute; null without one (<c>node PATH</c>).</param>
/// <param name="Name">As configured, or null: then data/node.json or the machine's name decides.</param>
/// <param name="DataFolder">Absolute.</param>
/// <param name="AkkaHocon">The resolved <c>akka { … }</c> block as text, empty if there is none.</param>
public sealed record NodeSettings(
    string? ConfigFile, NodeId? Name, TimeZoneInfo TimeZone, string DataFolder, ImmutableList<string> Roles, int CapturesAtOnce, bool LogJson,
    ImmutableDictionary<StoreName, StoreSettings> Stores, ImmutableList<SourceSettings> Sources, string AkkaHocon)
{
    /// <summary>Null if the node stands alone.</summary>
    public ClusterSettings? Cluster { get; init; }
}
