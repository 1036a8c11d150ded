using ActorBackup.Core.Retention;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Retention;

public sealed class TrashPolicyTests
{
    private const long GiB = 1L << 30;
    private static readonly TrashPolicy Policy = new(TimeSpan.FromDays(1), MaxBytes: null, MinFree: 0.1);

    /// <summary>Ten copies of 1 GiB each, removed an hour apart, the last of them at noon.</summary>
    private static (SnapshotId Id, StoredCopy Copy)[] Trash { get; } = [.. Enumerable.Range(0, 10).Select(i =>
    {
        var removedAt = Some.Noon.AddHours(i - 9);
        var id = Some.Snapshot(removedAt).Id;
        return (id, Some.Copy(id, bytes: GiB) with { State = CopyState.Trash, RemovedAt = removedAt });
    })];

    [Theory]
    // free, live in GiB; now in hours after noon; how many go, by what rule
    [InlineData(500, 100, 0, 0, null)]
    [InlineData(500, 100, 15, 1, "trash.keep")]
    [InlineData(500, 100, 24, 10, "trash.keep")]
    [InlineData(500, 40, 0, 6, "trash.max-bytes")]      // a tenth of what is live
    [InlineData(500, 0, 0, 9, "trash.max-bytes")]       // at least 1 GiB
    [InlineData(99, 100, 0, 10, "min-free")]
    [InlineData(100, 100, 0, 0, null)]                  // exactly at the limit
    public void The_oldest_go_first(long freeGiB, long liveGiB, int hours, int gone, string? rule)
    {
        var lines = Policy.Plan(Trash.Reverse(), new StoreSpace(freeGiB * GiB, 1000 * GiB, liveGiB * GiB, 10 * GiB), Some.Noon.AddHours(hours));

        Assert.Equal(Trash.Take(gone).Select(t => t.Id), lines.Select(l => l.Id));
        Assert.All(lines, line => Assert.Equal(rule, line.Rule));
    }

    [Fact]
    public void A_configured_limit_wins_over_the_tenth()
    {
        var lines = (Policy with { MaxBytes = 3 * GiB }).Plan(Trash, new StoreSpace(500 * GiB, 1000 * GiB, 1000 * GiB, 10 * GiB), Some.Noon);

        Assert.Equal(7, lines.Count);
    }

    [Fact]
    public void What_has_had_its_time_counts_towards_the_limit()
    {
        var lines = (Policy with { MaxBytes = 8 * GiB }).Plan(Trash, new StoreSpace(500 * GiB, 1000 * GiB, 1000 * GiB, 10 * GiB), Some.Noon.AddHours(16));

        Assert.Equal(["trash.keep", "trash.keep"], lines.Select(l => l.Rule));
    }

    [Fact]
    public void Tells_when_the_next_one_has_had_its_time() =>
        Assert.Equal(Some.Noon.AddHours(15), Policy.NextAt(Trash.Select(t => t.Copy)));
}
