using ActorBackup.Repository.Forgetting;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Tests.Endurance;

/// <summary>What a node does with the snapshots of one source: a policy puts them into the trash, and a day later they go.</summary>
internal sealed class SnapshotKeeping
{
    public static readonly TimeSpan TrashKeeps = TimeSpan.FromDays(1);

    private static readonly ForgetPolicy Policy = new() { Last = 1, Hourly = 24, Daily = 30, Weekly = 8, Monthly = 12 };

    private readonly Queue<(DateTimeOffset Since, SnapshotFileId Id)> _trash = [];
    private List<StoredSnapshot> _kept = [];

    public IReadOnlyList<StoredSnapshot> Kept => _kept;

    public void Add(StoredSnapshot snapshot) => _kept.Add(snapshot);

    /// <summary>Decides about all snapshots; those that are not kept any more have been of no use since the capture after them.</summary>
    public void Decide(DateTimeOffset now)
    {
        var group = ForgetPlan.Of(_kept, new ForgetRequest(Policy), now, TimeZoneInfo.Utc).Groups.Single();
        foreach (var snapshot in group.Remove.Reverse()) _trash.Enqueue((now, snapshot.Id));
        _kept = [.. group.Keep.Select(static kept => kept.Snapshot).Reverse()];
    }

    /// <summary>Takes out what has been in the trash for a day.</summary>
    public List<SnapshotFileId> TakeDue(DateTimeOffset now)
    {
        var due = new List<SnapshotFileId>();
        while (_trash.TryPeek(out var first) && now - first.Since >= TrashKeeps) due.Add(_trash.Dequeue().Id);
        return due;
    }
}
