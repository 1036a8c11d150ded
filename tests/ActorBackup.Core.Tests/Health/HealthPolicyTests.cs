using ActorBackup.Core.Capturing;
using ActorBackup.Core.Health;
using ActorBackup.Core.Snapshots;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Health;

public sealed class HealthPolicyTests
{
    private static readonly HealthPolicy Policy = new(MaxShrink: 0.5, MaxItemDrop: 0.5);

    private static ContentFacts Facts(long? items, long bytes, string? failure = null, string? torn = null, bool blank = false) =>
        new(bytes, items, new ContentReading(failure is null ? "json" : null, items, failure, blank), torn);

    [Theory]
    // items, bytes; reference's items, bytes; finding
    [InlineData(100L, 10_000, 100L, 10_000, null)]
    [InlineData(50L, 5_000, 100L, 10_000, null)]                          // half is allowed
    [InlineData(49L, 5_000, 100L, 10_000, Suspicion.FewerItems)]
    [InlineData(5L, 9_000, 10L, 10_000, null)]                            // five fewer never count
    [InlineData(4L, 9_000, 10L, 10_000, Suspicion.FewerItems)]
    [InlineData(100L, 4_999, 100L, 10_000, Suspicion.Smaller)]
    [InlineData(100L, 904, 100L, 5_000, null)]                            // 4 KiB less never count
    [InlineData(100L, 903, 100L, 5_000, Suspicion.Smaller)]
    [InlineData(0L, 2, 1L, 30, Suspicion.Empty)]                          // however small it was
    [InlineData(0L, 2, 0L, 2, null)]                                      // empty after empty
    [InlineData(1000L, 100_000, 100L, 10_000, null)]                      // growth
    [InlineData(null, 0, null, 30, Suspicion.Empty)]                      // not parsed: bytes alone
    [InlineData(null, 6_000, null, 10_000, null)]
    [InlineData(null, 4_000, null, 10_000, Suspicion.Smaller)]
    public void Compares_with_the_newest_healthy_one(long? items, long bytes, long? hadItems, long hadBytes, Suspicion? finding)
    {
        var health = Policy.Judge(Facts(items, bytes), Some.Snapshot(items: hadItems, bytes: hadBytes), null, shrinkExpected: false);

        Assert.Equal(finding, health.Suspicion);
        Assert.Equal(finding is null, health.IsHealthy);
        Assert.Equal(finding is null, health.Reason is null);
    }

    [Theory]
    [InlineData(0L, 0, true)]
    [InlineData(0L, 2, false)]
    [InlineData(1L, 9, false)]
    public void The_first_capture_is_healthy_however_small(long items, long bytes, bool blank) =>
        Assert.True(Policy.Judge(Facts(items, bytes, blank: blank), null, null, shrinkExpected: false).IsHealthy);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Torn_and_unparsable_are_suspect_announced_or_not(bool announced)
    {
        Assert.Equal(Suspicion.Torn, Policy.Judge(Facts(100, 10_000, torn: "it grew"), null, null, announced).Suspicion);
        Assert.Equal(Suspicion.Unparsable, Policy.Judge(Facts(null, 10_000, failure: "ends inside a string"), null, null, announced).Suspicion);
        Assert.False(Policy.Judge(Facts(100, 10_000, torn: "it grew"), null, null, announced).IsHealthy);
    }

    [Theory]
    [InlineData(0L, 2)]
    [InlineData(10L, 1_000)]
    public void An_announced_shrink_is_healthy_and_says_by_what_rule(long items, long bytes)
    {
        var health = Policy.Judge(Facts(items, bytes), Some.Snapshot(), null, shrinkExpected: true);

        Assert.Equal((HealthVerdict.Healthy, "announcement"), (health.Verdict, health.AcceptedBy));
    }

    [Fact]
    public void A_slow_decline_is_healthy_with_a_warning()
    {
        var health = Policy.Judge(Facts(60, 6_000), Some.Snapshot(items: 90, bytes: 9_000), Some.Snapshot(items: 200, bytes: 20_000), shrinkExpected: false);

        Assert.True(health.IsHealthy);
        Assert.Equal("warning: 60 items, while 20261120_120000, the largest of the last 7 days, has 200", health.Reason);
    }

    [Fact]
    public void The_reason_names_figures_and_the_reference() => Assert.Equal(
        "no items, while 20261120_120000, the newest healthy one, has 1,500",
        Policy.Judge(Facts(0, 2), Some.Snapshot(items: 1500), null, shrinkExpected: false).Reason);
}
