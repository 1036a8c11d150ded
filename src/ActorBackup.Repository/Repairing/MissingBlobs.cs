using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Repairing;

/// <summary>What snapshots need and no index knows. Trees below a missing tree are unknown, and so is what they need.</summary>
public sealed record MissingBlobs(IReadOnlySet<BlobHandle> Blobs)
{
    /// <summary>Walks all readable snapshots. Holds no lock: whoever wants the answer to last does.</summary>
    public static async Task<MissingBlobs> FindAsync(OpenRepository repository, CancellationToken stop)
    {
        var snapshots = await repository.SnapshotsAsync(strict: false, stop);
        await repository.RefreshIndexAsync(stop);
        var (missing, seen, waiting) = (new HashSet<BlobHandle>(), new HashSet<TreeId>(), new Stack<TreeId>(snapshots.Select(s => s.Document.Tree)));
        while (waiting.TryPop(out var id))
        {
            if (!seen.Add(id)) continue;
            if (await TryLoadAsync(repository, id, stop) is not { } tree)
            {
                missing.Add(BlobHandle.Tree(id));
                continue;
            }
            foreach (var node in tree.Nodes)
            {
                if (node.Subtree is { } subtree) waiting.Push(subtree);
                if (node.Content.IsDefault) continue;
                foreach (var blob in node.Content)
                    if (!repository.Index.Contains(BlobHandle.Data(blob))) missing.Add(BlobHandle.Data(blob));
            }
        }
        return new MissingBlobs(missing);
    }

    private static async Task<Tree?> TryLoadAsync(OpenRepository repository, TreeId id, CancellationToken stop)
    {
        try
        {
            return await repository.LoadTreeAsync(id, stop);
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Missing or RepositoryFailure.Unsupported)
        {
            return null;
        }
    }
}
