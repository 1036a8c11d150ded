using ActorBackup.Core.Snapshots;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Snapshots;

public sealed class SnapshotIdTests
{
    [Theory]
    [InlineData("20261120_120000", true, null)]
    [InlineData("20261120_120000_2", true, 2)]
    [InlineData("20261120_120000_17", true, 17)]
    [InlineData("20261120_120000_1", false, null)]     // the first of a second has no number
    [InlineData("20261120_120000_02", false, null)]
    [InlineData("20261120-120000", false, null)]
    [InlineData("20261120_120000\n", false, null)]
    [InlineData("latest", false, null)]
    [InlineData("", false, null)]
    [InlineData(null, false, null)]
    public void Reads_ids_and_nothing_else(string? text, bool isId, int? repeat)
    {
        Assert.Equal(isId, SnapshotId.TryParse(text, out var id));
        Assert.Equal(repeat, id?.Repeat);
    }

    [Fact]
    public void Counts_on_while_a_name_is_taken()
    {
        HashSet<SnapshotId> taken = [];

        for (var i = 0; i < 3; i++) taken.Add(SnapshotId.New(Some.Noon, taken.Contains));

        Assert.Equal(["20261120_120000", "20261120_120000_2", "20261120_120000_3"], taken.Select(id => id.Value).Order());
    }

    [Theory]
    [InlineData(SnapshotState.Live, CopyState.Lost, CopyState.Live)]
    [InlineData(SnapshotState.Live, CopyState.Trash, CopyState.Live)]
    [InlineData(SnapshotState.Trash, CopyState.Lost, CopyState.Trash)]
    [InlineData(SnapshotState.Lost, CopyState.Lost, CopyState.Damaged)]
    public void A_snapshot_is_live_if_live_in_any_store_else_trash_else_lost(SnapshotState expected, CopyState one, CopyState other)
    {
        var snapshot = Some.Snapshot(stores: [Some.Copies, Some.Vault]);

        var changed = snapshot with { Copies = [snapshot.Copies[0] with { State = one }, snapshot.Copies[1] with { State = other }] };

        Assert.Equal(expected, changed.State);
    }
}
