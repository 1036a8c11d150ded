using ActorBackup.Core.Ownership;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Ownership;

public sealed class OwnershipDeadlineTests
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(4);

    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(0, true)]
    [InlineData(3.999, true)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    public void Lasts_for_four_seconds_from_when_the_heartbeat_was_sent(double seconds, bool holds)
    {
        var deadline = Begin();

        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(holds, deadline.Holds);
    }

    [Fact]
    public void A_renewal_counts_from_before_it_was_sent_not_from_its_answer()
    {
        var deadline = Begin();
        _time.Advance(TimeSpan.FromSeconds(1));
        var sentAt = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(deadline.Renew(sentAt));

        Assert.Equal(TimeSpan.FromSeconds(2), deadline.Remaining);
    }

    [Fact]
    public void An_older_renewal_that_is_answered_later_takes_nothing_away()
    {
        var deadline = Begin();
        var early = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        deadline.Renew(_time.GetTimestamp());

        Assert.True(deadline.Renew(early));

        Assert.Equal(Ttl, deadline.Remaining);
    }

    [Fact]
    public void What_is_over_never_comes_back_even_if_nobody_had_noticed()
    {
        var deadline = Begin();
        _time.Advance(TimeSpan.FromSeconds(3));
        var sentAt = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(deadline.Renew(sentAt));
        Assert.False(deadline.Holds);
    }

    [Fact]
    public void A_claim_ends_with_the_deadline_or_alone()
    {
        var deadline = Begin();
        var (given, kept) = (new OwnershipClaim(deadline, 3), new OwnershipClaim(deadline, 4));

        given.End();
        Assert.Equal((false, true), (given.Holds, kept.Holds));
        Assert.True(given.Ended.IsCancellationRequested || given.Ended.WaitHandle.WaitOne());

        deadline.End();
        Assert.False(kept.Holds);
    }

    private OwnershipDeadline Begin() => new(_time, Ttl, _time.GetTimestamp());
}
