using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Copying;

/// <summary>Copies snapshots with all they need to another repository. Interrupted anywhere, the next run copies what is missing.</summary>
/// <remarks>Trees are copied byte for byte, so their ids stay. Chunks keep their cuts: only if both repositories have the same chunker polynomial,
/// later backups into the destination share data with the copies.</remarks>
public static class CopyRun
{
    /// <summary>Holds a shared lock on both repositories while it runs.</summary>
    /// <param name="snapshots">Of <paramref name="source"/>.</param>
    /// <param name="copied">Called after each snapshot that was copied: its id here and there.</param>
    /// <exception cref="RepositoryException">A snapshot that needs a blob which cannot be read is not copied, nor are those after it.</exception>
    public static Task<CopyResult> RunAsync(
        OpenRepository source, OpenRepository destination, IReadOnlyCollection<StoredSnapshot> snapshots, Action<SnapshotFileId, SnapshotFileId> copied, CancellationToken stop) =>
        UnderLock.RunAsync(source, LockMode.Shared, (_, reading) => UnderLock.RunAsync(
            destination, LockMode.Shared, (writing, token) => CopyAsync(source, destination, snapshots, copied, writing, token), reading), stop);

    private static async Task<CopyResult> CopyAsync(
        OpenRepository source, OpenRepository destination, IReadOnlyCollection<StoredSnapshot> snapshots, Action<SnapshotFileId, SnapshotFileId> copied, RepositoryLock writing,
        CancellationToken stop)
    {
        var plan = CopyPlan.Of(snapshots, await destination.SnapshotsAsync(strict: false, stop));
        if (plan.Copy.IsEmpty) return new CopyResult(0, plan.There.Length, default);
        await source.RefreshIndexAsync(stop);
        await destination.RefreshIndexAsync(stop);

        await using var writer = destination.BeginWriting();
        var seen = new HashSet<TreeId>();
        foreach (var snapshot in plan.Copy)
        {
            await CopyTreesAsync(source, destination, snapshot.Document.Tree, seen, writer, stop);
            await writer.FlushAsync(stop);
            writing.Demand();
            copied(snapshot.Id, await destination.SaveSnapshotAsync(CopyPlan.CopyOf(snapshot), stop));
        }
        return new CopyResult(plan.Copy.Length, plan.There.Length, writer.Added);
    }

    private static async Task CopyTreesAsync(OpenRepository source, OpenRepository destination, TreeId root, HashSet<TreeId> seen, BlobWriter writer, CancellationToken stop)
    {
        var parallel = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount) };
        var waiting = new Stack<TreeId>();
        waiting.Push(root);
        while (waiting.TryPop(out var id))
        {
            if (!seen.Add(id)) continue;
            var content = await source.LoadBlobAsync(BlobHandle.Tree(id), stop);
            var tree = TreeFormat.Read(content.Span);
            var missing = tree.Nodes.Where(n => !n.Content.IsDefault).SelectMany(n => n.Content).Distinct().Where(blob => !destination.Index.Contains(BlobHandle.Data(blob)));
            await Parallel.ForEachAsync(missing, parallel, async (blob, token) =>
                await writer.AddAsync(BlobType.Data, await source.LoadBlobAsync(BlobHandle.Data(blob), token), token));
            // Its subtrees may be stored after it: nothing refers to any of them before the snapshot does.
            await writer.AddAsync(BlobType.Tree, content, stop);
            foreach (var node in tree.Nodes)
                if (node.Subtree is { } subtree) waiting.Push(subtree);
        }
    }
}

/// <param name="AlreadyThere">Snapshots whose copies were there.</param>
/// <param name="Added">What the destination did not have.</param>
public readonly record struct CopyResult(int Copied, int AlreadyThere, BlobsAdded Added);
