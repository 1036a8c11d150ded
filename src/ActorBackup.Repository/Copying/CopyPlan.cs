using System.Collections.Immutable;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Copying;

/// <summary>Which snapshots are to be copied, and which are there already (format specification, section 20). Pure.</summary>
/// <param name="There">Of each, its copy in the destination.</param>
public sealed record CopyPlan(ImmutableArray<StoredSnapshot> Copy, ImmutableArray<(StoredSnapshot Source, SnapshotFileId Copy)> There)
{
    public static CopyPlan Of(IEnumerable<StoredSnapshot> source, IEnumerable<StoredSnapshot> destination)
    {
        var there = destination.ToLookup(Origin);
        var copy = ImmutableArray.CreateBuilder<StoredSnapshot>();
        var found = ImmutableArray.CreateBuilder<(StoredSnapshot, SnapshotFileId)>();
        foreach (var snapshot in source.OrderBy(s => s.Document.Time.Seconds).ThenBy(s => s.Document.Time.Nanos).ThenBy(s => s.Id.Value))
        {
            if (there[Origin(snapshot)].FirstOrDefault(other => IsSame(snapshot.Document, other.Document)) is { } same) found.Add((snapshot, same.Id));
            else copy.Add(snapshot);
        }
        return new CopyPlan(copy.DrainToImmutable(), found.DrainToImmutable());
    }

    /// <summary>What a copy is written as: without its parent, which is another one there, and with its origin.</summary>
    public static SnapshotDocument CopyOf(StoredSnapshot snapshot) => snapshot.Document with { Parent = null, Original = Origin(snapshot) };

    private static SnapshotFileId Origin(StoredSnapshot snapshot) => snapshot.Document.Original ?? snapshot.Id;

    private static bool IsSame(SnapshotDocument a, SnapshotDocument b) =>
        a.Time.SameInstant(b.Time) && a.Tree == b.Tree && a.Hostname == b.Hostname && a.Username == b.Username && a.Uid == b.Uid && a.Gid == b.Gid
        && a.Paths.SequenceEqual(b.Paths) && a.Excludes.SequenceEqual(b.Excludes) && a.Tags.SequenceEqual(b.Tags);
}
