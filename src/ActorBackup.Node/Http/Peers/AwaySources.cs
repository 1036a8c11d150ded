using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Sources;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http.Peers;

/// <summary>The status of sources that nobody answers for now.</summary>
internal static class AwaySources
{
    /// <summary>A local source of a node that is not there: what that node told last.</summary>
    public static SourceStatusJson Of(NodeId node, LocalSourceJson told, DateTimeOffset now, string name)
    {
        var good = told.LastHealthyAt is { } at ? $"its last good copy is of {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {Age(now - at)} ago" : "no good copy of it is known";
        return Shell(name, told.Path, node.Value, $"the node {node} is not there; it last told of itself {Age(now - told.ToldAt)} ago", good,
            $"actorbackup restore {told.Source}@{node} --to PATH puts its last good copy elsewhere, if a store that holds it is reached from here") with
        {
            LastSnapshot = told.LastSnapshot,
            LastSnapshotAt = told.LastSnapshotAt,
            LastHealthyAt = told.LastHealthyAt,
            Items = told.Items,
            Stores = [.. told.Stores.Select(s => new StoreStateJson(s.Store, "away", 0, s.Folder))],
        };
    }

    /// <summary>A shared source that no node told of.</summary>
    /// <param name="owner">Who is said to run it, though it did not answer; null if nobody.</param>
    public static SourceStatusJson Unowned(string name, OwnershipProtocol.Placement placement, string? owner)
    {
        var reason = owner is null
            ? placement.Order.IsEmpty ? "no node that is there may run it: none has it configured and its role" : "no node runs it at the moment"
            : $"the node {owner}, which runs it, did not tell of it";
        return Shell(name, "", owner ?? "-", reason, "nobody can say", $"actorbackup cluster members {name} tells who may run it");
    }

    private static SourceStatusJson Shell(string name, string path, string owner, string system, string safety, string hint) => new(
        name, "file", path, owner, "away", "off", null, null, null, 0, null, null, null, null, null, null, null, ImmutableDictionary<string, double>.Empty,
        new VerdictsJson(new("bad", system), new("warn", safety), new("ok", "nothing is known of it")), [], [], hint);

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => $"{Math.Max(0, (int)age.TotalSeconds)} s",
        { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} d",
    };
}
