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
    public static async Task<IReadOnlyList<RepairedSnapshot>> RunAsync(OpenRepository repository, IEnumerable<StoredSnapshot> snapshots, bool forget, CancellationToken stop)
    {
        await using var held = await repository.LockAsync(LockMode.Exclusive, stop);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Lost);
        await repository.RefreshIndexAsync(either.Token);
        var repaired = new List<RepairedSnapshot>();
        await using var writer = repository.BeginWriting();
        foreach (var snapshot in snapshots)
        {
            var lost = ImmutableArray.CreateBuilder<string>();
            var tree = await new TreeRepair(repository, writer, lost.Add).RepairAsync(snapshot.Document.Tree, "", either.Token);
            if (tree == snapshot.Document.Tree) continue;
            await writer.FlushAsync(either.Token);
            var document = snapshot.Document with
            {
                Tree = tree,
                Parent = null,
                Original = snapshot.Id,
                Tags = snapshot.Document.Tags.Contains(Tag) ? snapshot.Document.Tags : snapshot.Document.Tags.Add(Tag),
            };
            held.Demand();
            var id = await repository.SaveSnapshotAsync(document, either.Token);
            if (forget)
            {
                held.Demand();
                await repository.RemoveSnapshotAsync(snapshot.Id, either.Token);
            }
            repaired.Add(new RepairedSnapshot(snapshot.Id, id, lost.DrainToImmutable()));
        }
        return repaired;
    }
}

/// <param name="Lost">What is not in it any more: one line for each path.</param>
public sealed record RepairedSnapshot(SnapshotFileId Old, SnapshotFileId New, ImmutableArray<string> Lost);
