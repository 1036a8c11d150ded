using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Tagging;

/// <summary>Changes the tags of snapshots. A snapshot file is never changed: a new one takes its place, and tells the first one's id as its origin.</summary>
public static class TagRun
{
    /// <summary>Under an exclusive lock of its own.</summary>
    /// <returns>The old and the new id of each snapshot that changed.</returns>
    public static Task<IReadOnlyList<(SnapshotFileId Old, SnapshotFileId New)>> RunAsync(
        OpenRepository repository, IEnumerable<SnapshotFileId> snapshots, TagChange change, CancellationToken stop) =>
        UnderLock.RunAsync(repository, LockMode.Exclusive, (held, token) => ChangeAsync(repository, held, snapshots, change, token), stop);

    /// <param name="held">Exclusive.</param>
    public static Task<IReadOnlyList<(SnapshotFileId Old, SnapshotFileId New)>> RunAsync(
        OpenRepository repository, RepositoryLock held, IEnumerable<SnapshotFileId> snapshots, TagChange change, CancellationToken stop) =>
        UnderLock.RunAsync(held, token => ChangeAsync(repository, held, snapshots, change, token), stop);

    private static async Task<IReadOnlyList<(SnapshotFileId Old, SnapshotFileId New)>> ChangeAsync(
        OpenRepository repository, RepositoryLock held, IEnumerable<SnapshotFileId> snapshots, TagChange change, CancellationToken stop)
    {
        var changed = new List<(SnapshotFileId, SnapshotFileId)>();
        foreach (var id in snapshots)
        {
            var json = await repository.LoadDocumentAsync(FileHandle.Of(id), stop);
            if (Edit(json.Span, id, change) is not { } edited) continue;
            held.Demand();
            var saved = await repository.SaveDocumentAsync(FileKind.Snapshot, edited, stop);
            held.Demand();
            await repository.RemoveSnapshotAsync(id, stop);
            changed.Add((id, new SnapshotFileId(saved.Name)));
        }
        return changed;
    }

    /// <summary>The changed document; null if nothing changes. Pure.</summary>
    internal static byte[]? Edit(ReadOnlySpan<byte> json, SnapshotFileId id, TagChange change)
    {
        var document = SnapshotFormat.Read(json);
        var tags = change.Apply(document.Tags);
        return tags.SequenceEqual(document.Tags) ? null : SnapshotEdit.Apply(json, tags, document.Original ?? id);
    }
}
