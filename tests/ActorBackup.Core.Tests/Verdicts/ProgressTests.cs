using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Verdicts;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Verdicts;

public sealed class ProgressTests
{
    private static Snapshot At(int minutes, long items, bool healthy = true) =>
        Some.Snapshot(Some.Noon.AddMinutes(minutes), minutes, items, health: healthy ? null : Some.Suspect());

    [Fact]
    public void Tells_now_and_before_and_what_is_left()
    {
        // Seven items in ten minutes, 674 of 817: the figures of requirement 0.12.
        var progress = Progress.Of([At(-200, 265), At(-10, 667), At(0, 674)], expected: 817, Some.Noon);

        Assert.Equal((674, 667), (progress.Items, progress.Previous!.Items));
        Assert.Equal(0.7, progress.PerMinute!.Value, precision: 6);
        Assert.Equal(82.5, progress.Percent!.Value, precision: 1);
        Assert.Equal(204, progress.MinutesLeft!.Value, precision: 0);
    }

    [Fact]
    public void Before_is_the_last_healthy_one_with_another_count()
    {
        var progress = Progress.Of([At(0, 265), At(1, 300, healthy: false), At(2, 740), At(3, 740)], null, Some.Noon.AddMinutes(3));

        Assert.Equal(265, progress.Previous!.Items);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]     // the older is out of the hour
    [InlineData(1440)]
    public void One_snapshot_in_the_hour_gives_no_rate(int minutesAgo) =>
        Assert.Null(Progress.Of([At(-minutesAgo, 10), At(0, 20)], 100, Some.Noon).PerMinute);

    [Fact]
    public void A_rate_that_is_not_positive_gives_no_time()
    {
        var progress = Progress.Of([At(-10, 200), At(0, 100)], 1000, Some.Noon);

        Assert.Equal(-10, progress.PerMinute!.Value, precision: 6);
        Assert.Null(progress.MinutesLeft);
    }

    [Fact]
    public void Without_items_nothing_is_told()
    {
        var progress = Progress.Of([Some.Snapshot(items: null)], 100, Some.Noon);

        Assert.Equal(new Progress(null, null, null, null, null), progress);
    }

    [Fact]
    public void More_than_expected_leaves_no_time() =>
        Assert.Equal(0, Progress.Of([At(-10, 100), At(0, 200)], 150, Some.Noon).MinutesLeft);
}
