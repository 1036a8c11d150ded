using System.Collections.Immutable;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Settings;

/// <summary>What a new configuration changes, for a node that runs (SIGHUP).</summary>
/// <param name="ChangedStores">Added, removed, or with other settings.</param>
/// <param name="NeedRestart">Keys under <c>actorbackup</c>, and <c>akka</c>, whose new values only a new start takes up.</param>
public sealed record SettingsChange(
    ImmutableList<SourceSettings> Added, ImmutableList<SourceId> Removed, ImmutableList<SourceSettings> Changed,
    ImmutableList<StoreName> ChangedStores, ImmutableList<string> NeedRestart)
{
    public bool IsNone => Added.IsEmpty && Removed.IsEmpty && Changed.IsEmpty && ChangedStores.IsEmpty && NeedRestart.IsEmpty;

    public static SettingsChange Between(NodeSettings old, NodeSettings next)
    {
        var before = old.Sources.ToDictionary(s => s.Id);
        var names = next.Sources.Select(s => s.Id).ToHashSet();
        return new SettingsChange(
            Added: next.Sources.RemoveAll(s => before.ContainsKey(s.Id)),
            Removed: [.. old.Sources.Select(s => s.Id).Where(id => !names.Contains(id))],
            Changed: next.Sources.FindAll(s => before.TryGetValue(s.Id, out var was) && was != s),
            ChangedStores: [.. old.Stores.Keys.Union(next.Stores.Keys).Where(name => old.Stores.GetValueOrDefault(name) != next.Stores.GetValueOrDefault(name)).OrderBy(name => name.Value, StringComparer.Ordinal)],
            NeedRestart: [.. Fixed(old, next)]);
    }

    private static IEnumerable<string> Fixed(NodeSettings old, NodeSettings next)
    {
        if (old.Name != next.Name) yield return "node.name";
        if (!old.TimeZone.Equals(next.TimeZone)) yield return "node.time-zone";
        if (old.DataFolder != next.DataFolder) yield return "node.data";
        if (!old.Roles.SequenceEqual(next.Roles)) yield return "node.roles";
        if (old.CapturesAtOnce != next.CapturesAtOnce) yield return "node.captures-at-once";
        if (old.LogJson != next.LogJson) yield return "node.log-json";
        if (old.Cluster != next.Cluster) yield return "cluster";
        if (old.AkkaHocon != next.AkkaHocon) yield return "akka";
    }
}
