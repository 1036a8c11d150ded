using ActorBackup.Core.Manifests;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;

namespace Scenarios.History.Rules;

/// <summary>What the manifest lists as live and healthy lies in the store and holds what was captured.</summary>
internal static class StoreRule
{
    public static IEnumerable<Violation> Check(Observations seen)
    {
        var files = seen.Files.ToDictionary(file => (file.Source, file.Handle));
        return seen.BySource.SelectMany(source => Listed(source.Source, source.Rows).SelectMany(snapshot => Missing(source.Source, snapshot, files)));
    }

    private static IEnumerable<Snapshot> Listed(string source, IReadOnlyList<JournalRow> rows) => rows
        .Aggregate(Manifest.Empty(SourceId.Parse(source)), (manifest, row) => manifest.Apply(row.Event))
        .Snapshots.Where(snapshot => snapshot.State == SnapshotState.Live && snapshot.Health.IsHealthy);

    private static IEnumerable<Violation> Missing(string source, Snapshot snapshot, Dictionary<(string, string), StoredFile> files)
    {
        foreach (var copy in snapshot.Copies.Where(copy => copy.State == CopyState.Live))
        {
            if (!files.TryGetValue((source, copy.Handle), out var file)) yield return new Violation($"{source}: {snapshot.Id} is listed and {copy.Handle} does not exist");
            else if (file.Digest != snapshot.Digest.Hex) yield return new Violation($"{source}: {snapshot.Id} is listed and {copy.Handle} is not what was captured", $"captured {snapshot.Digest}", $"stored   {file.Digest}");
        }
    }
}
