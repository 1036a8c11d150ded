using System.Collections.Immutable;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Repairing;

/// <summary>Takes what is missing out of snapshots, so that the rest of them is sound again. The last resort: look for the content elsewhere first.</summary>
/// <remarks>The repaired snapshot stands beside the damaged one, with the tag <see cref="Tag"/> and its origin; the damaged one goes only if that is asked for.</remarks>
public static class SnapshotRepair
{
    public const string Tag = "repaired";

    /// <param name="forget">Remove the damaged snapshots once their repaired ones are stored.</param>
    public static Task<IReadOnlyList<RepairedSnapshot>> RunAsync(OpenRepository repository, IEnumerable<StoredSnapshot> snapshots, bool forget, CancellationToken stop) =>
        UnderLock.RunAsync(repository, LockMode.Exclusive, (held, token) => RepairAsync(repository, snapshots, forget, held, token), stop);

    private static async Task<IReadOnlyList<RepairedSnapshot>> RepairAsync(
        OpenRepository repository, IEnumerable<StoredSnapshot> snapshots, bool forget, RepositoryLock held, CancellationToken stop)
    {
        await repository.RefreshIndexAsync(stop);
        var repaired = new List<RepairedSnapshot>();
        await using var writer = repository.BeginWriting();
        foreach (var snapshot in snapshots)
        {
            var lost = ImmutableArray.CreateBuilder<string>();
            var tree = await new TreeRepair(repository, writer, lost.Add).RepairAsync(snapshot.Document.Tree, "", stop);
            if (tree == snapshot.Document.Tree) continue;
            await writer.FlushAsync(stop);
            var document = snapshot.Document with
            {
                Tree = tree,
                Parent = null,
                Original = snapshot.Id,
                Tags = snapshot.Document.Tags.Contains(Tag) ? snapshot.Document.Tags : snapshot.Document.Tags.Add(Tag),
            };
            held.Demand();
            var id = await repository.SaveSnapshotAsync(document, stop);
            if (forget)
            {
                held.Demand();
                await repository.RemoveSnapshotAsync(snapshot.Id, stop);
            }
            repaired.Add(new RepairedSnapshot(snapshot.Id, id, lost.DrainToImmutable()));
        }
        return repaired;
    }
}

/// <param name="Lost">What is not in it any more: one line for each path.</param>
public sealed record RepairedSnapshot(SnapshotFileId Old, SnapshotFileId New, ImmutableArray<string> Lost);
