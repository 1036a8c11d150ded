using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>A store in memory that keeps folders too: a snapshot's content is the list of its files. Remembers what it was asked to look at.</summary>
internal sealed class FakeTreeStore(FakeStore inner, FakeTree tree, TimeProvider time) : ITreeStore
{
    public ConcurrentQueue<TreeCapture> Captures { get; } = [];
    public ConcurrentQueue<TreeRestore> Restores { get; } = [];

    /// <summary>Told by the next full scan.</summary>
    public ImmutableList<string> Missed { get; set; } = [];

    public StoreName Name => inner.Name;

    public async Task<TreeStaging> StageTreeAsync(TreeCapture capture, CancellationToken stop)
    {
        Captures.Enqueue(capture);
        if (!tree.IsThere) return new TreeStaging.Missing($"{capture.Source.Path} is not there");
        var content = Encoding.UTF8.GetBytes(string.Join('\n', tree.Files.Where(f => !tree.Unreadable.Contains(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}")));
        var staged = await inner.StageAsync(capture.Source, capture.Id, capture.Epoch, stop);
        await staged.WriteAsync(content, stop);
        var digest = FakeStore.DigestOf(content);
        var files = tree.Files.Count - tree.Unreadable.Count;
        var figures = new TreeFigures(files, capture.Previous is null ? files : 0, 0, 0, tree.Unreadable.Count, tree.Unreadable.ConvertAll(path => $"{path}: permission denied"));
        var reading = new TreeReading(
            digest, capture.Previous?.Digest == digest, figures, content.Length, content.Length, time.GetUtcNow(), capture.Dirty is null || capture.FullScanBecause is not null,
            capture.Previous is not null, capture.Dirty is null ? [] : Missed);
        return new TreeStaging.Staged(new Staged(staged, reading));
    }

    public async Task<string?> FindTreeFaultAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop)
    {
        await using var content = await inner.ReadAsync(source, id, copy, stop);
        return content.Length == copy.StoredBytes ? null : "a tree is damaged";
    }

    public Task<RestoreResult> RestoreTreeAsync(SourceLocation source, SnapshotId id, StoredCopy copy, TreeRestore order, IClaim claim, CancellationToken stop)
    {
        Restores.Enqueue(order);
        return Task.FromResult<RestoreResult>(new RestoreResult.Restored(order.Target, 5, Rewritten: false, Note: null) { Tree = new TreePutBack(2, 5, 1, 0, [], 0) });
    }

    public IAsyncEnumerable<TreeEntry> ListTreeAsync(SourceLocation source, SnapshotId id, StoredCopy copy, string path, CancellationToken stop) => throw new NotSupportedException();

    public IAsyncEnumerable<PathState> HistoryAsync(SourceLocation source, IReadOnlyList<(SnapshotId Id, StoredCopy Copy)> snapshots, string path, CancellationToken stop) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<TreeChange> CompareAsync(SourceLocation source, (SnapshotId Id, StoredCopy Copy) before, (SnapshotId Id, StoredCopy Copy) after, CancellationToken stop) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<TreeChange> CompareWithPresentAsync(SourceLocation source, SnapshotId id, StoredCopy copy, TreeRules rules, CancellationToken stop) =>
        throw new NotSupportedException();

    public Task<Stream> ReadFileAsync(SourceLocation source, SnapshotId id, StoredCopy copy, string path, CancellationToken stop) => throw new NotSupportedException();

    public Task<PlaceOpening> OpenAsync(SourceLocation source, StoreIdentity? known, PlaceUse use, CancellationToken stop) => inner.OpenAsync(source, known, use, stop);

    public Task CloseAsync(SourceLocation source) => inner.CloseAsync(source);

    public Task<IStagedCopy> StageAsync(SourceLocation source, SnapshotId id, long epoch, CancellationToken stop) => inner.StageAsync(source, id, epoch, stop);

    public IAsyncEnumerable<FoundCopy> ListAsync(SourceLocation source, CancellationToken stop) => inner.ListAsync(source, stop);

    public Task<Stream> ReadAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) => inner.ReadAsync(source, id, copy, stop);

    public Task DescribeAsync(SideCar sideCar, StoredCopy copy, CancellationToken stop) => inner.DescribeAsync(sideCar, copy, stop);

    public Task TrashAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) => inner.TrashAsync(source, id, copy, stop);

    public Task<StoredCopy> UntrashAsync(SourceLocation source, SnapshotId id, StoredCopy copy, CancellationToken stop) => inner.UntrashAsync(source, id, copy, stop);

    public Task EmptyTrashAsync(SourceLocation source, IReadOnlyCollection<SnapshotId> ids, IClaim claim, CancellationToken stop) => inner.EmptyTrashAsync(source, ids, claim, stop);

    public Task<StoreSpace> SpaceAsync(SourceLocation source, CancellationToken stop) => inner.SpaceAsync(source, stop);

    public Task RemoveLeftoversAsync(SourceLocation source, long below, CancellationToken stop) => inner.RemoveLeftoversAsync(source, below, stop);

    public Task<Tidied> TidyAsync(SourceLocation source, Tidying tidying, Func<bool> mayAct, CancellationToken stop) => inner.TidyAsync(source, tidying, mayAct, stop);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Staged(IStagedCopy copy, TreeReading reading) : IStagedTree
    {
        public StoreName Store => copy.Store;

        public TreeReading Reading => reading;

        public Task<StoredCopy> CommitAsync(SideCar sideCar, IClaim claim, CancellationToken stop) => copy.CommitAsync(sideCar, claim, stop);

        public ValueTask DisposeAsync() => copy.DisposeAsync();
    }
}
