using System.Collections.Immutable;
using ActorBackup.Core.Retention;

namespace ActorBackup.Core.Settings;

/// <param name="Key">The key that would change it.</param>
public sealed record SettingsWarning(string Key, string Message)
{
    public override string ToString() => $"{Key}: {Message}";
}

/// <summary>What is allowed and yet risky.</summary>
public static class SettingsWarnings
{
    public static ImmutableList<SettingsWarning> Of(NodeSettings settings) =>
    [
        .. settings.Sources.IsEmpty ? [new SettingsWarning("actorbackup.sources", "nothing is protected: there is no source.")] : Array.Empty<SettingsWarning>(),
        .. settings.Stores.Values.OrderBy(s => s.Name.Value, StringComparer.Ordinal).SelectMany(OfStore),
        .. settings.Sources.SelectMany(OfSource),
        .. settings.Sources.Where(source => source.Shared is not null && IsHomeBound(source, settings)).Select(source => new SettingsWarning(
            $"actorbackup.sources.{source.Id.Name}.shared",
            $"its copies lie in this node's own data folder {settings.DataFolder}: another node that takes it over has other ones, and none of these once this machine is gone.")),
        .. settings.Sources.Where(source => source.Shared is null).SelectMany(source => BesideShared(source, settings)),
    ];

    /// <summary>Local sources of two nodes that have one name would take turns at one place, and each would take the other's copies for its own.</summary>
    private static IEnumerable<SettingsWarning> BesideShared(SourceSettings source, NodeSettings settings) => source.Stores
        .Where(use => settings.Stores[use.Store].IsOnePlace && settings.Sources.Exists(other => other.Shared is not null && other.Stores.Exists(u => u.Store == use.Store)))
        .Select(use => new SettingsWarning(
            $"actorbackup.sources.{source.Id.Name}.stores",
            $"this source is the node's own, and its store '{use.Store}' is one that other nodes use too: where another node has a source '{source.Id.Name}', only one of the two is kept there. "
            + "Give it a store whose folder is this node's, or a name that no other node has."));

    private static IEnumerable<SettingsWarning> OfStore(StoreSettings store)
    {
        var key = $"actorbackup.stores.{store.Name}";
        if (store.TrashKeep == TimeSpan.Zero) yield return new($"{key}.trash.keep", "what is removed is gone at once: `undo` cannot bring it back.");
        if (store.MinFree == 0) yield return new($"{key}.min-free", "copies may fill the disk to its end, which harms the protected program too.");
        if (store is RepositorySettings { PasswordFile: { } password, Location: var location } && (password + "/").StartsWith(location + "/", StringComparison.Ordinal))
            yield return new($"{key}.password-file", "lies in the repository itself: who has the repository can read it, and who loses the one loses the other.");
    }

    private static IEnumerable<SettingsWarning> OfSource(SourceSettings source)
    {
        var key = $"actorbackup.sources.{source.Id.Name}";
        if (source.Change is null && source.Interval is null && source.Cron is null && source.Startup is null)
            yield return new($"{key}.change", "nothing takes a snapshot by itself: change, interval, cron and startup are all off.");
        foreach (var use in source.Stores)
        {
            var policy = source.RetentionIn(use.Store);
            if (policy.MinKeep < 2) yield return new($"{key}.retention.min-keep", $"in the store '{use.Store}' a single healthy snapshot is enough for it; 2 or more survive one that is wrong though it looks right.");
            if (MostKept(policy) < 2) yield return new($"{key}.retention.keep-last", $"in the store '{use.Store}' fewer than 2 snapshots are kept.");
        }
        if (source.Health is { MaxShrink: >= 1, MaxItemDrop: >= 1 })
            yield return new($"{key}.health", "nothing but an empty or unreadable file is suspect: max-shrink and max-item-drop are both 100%.");
        if (source.Health.Parse == ParseMode.None && Path.GetExtension(source.Path).ToUpperInvariant() is ".JSON" or ".JSONL" or ".NDJSON")
            yield return new($"{key}.health.parse", "the file looks like JSON, and yet a half-written one would pass for healthy.");
    }

    /// <summary>Whether every store of a source lies below the node's data folder.</summary>
    private static bool IsHomeBound(SourceSettings source, NodeSettings settings) => source.Stores.TrueForAll(use =>
        settings.Stores.TryGetValue(use.Store, out var store)
        && (store.PlaceOf(source.Path) + "/").StartsWith(settings.DataFolder.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static int MostKept(RetentionPolicy policy) =>
        new[] { policy.KeepLast, policy.MinKeep, policy.Hourly, policy.Daily, policy.Weekly, policy.Monthly, policy.Yearly, policy.Within is null ? 0 : 2 }.Max();
}
