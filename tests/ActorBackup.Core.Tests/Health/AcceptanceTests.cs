using ActorBackup.Core.Capturing;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Tests.Manifests;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Health;

public sealed class AcceptanceTests
{
    private readonly Story _story = new();

    private Snapshot TimePasses(TimeSpan time, Snapshot suspect)
    {
        _story.Now += time;
        _story.Happens(_story.Manifest.AcceptByTime(_story.Settings, _story.Now).Events);
        return _story.Manifest.Find(suspect.Id)!;
    }

    [Fact]
    public void A_shrink_that_stays_becomes_healthy_after_a_day()
    {
        _story.Saves(100);
        var shrunk = _story.Saves(20);
        Assert.Equal(shrunk.TakenAt.AddDays(1), _story.Manifest.AcceptByTime(_story.Settings, _story.Now).NextAt);

        Assert.False(TimePasses(TimeSpan.FromHours(23), shrunk).Health.IsHealthy);
        Assert.Equal("accept-after 1d by actorbackup", TimePasses(TimeSpan.FromHours(1), shrunk).Health.AcceptedBy);
        Assert.Null(_story.Manifest.AcceptByTime(_story.Settings, _story.Now).NextAt);
    }

    [Fact]
    public void Later_captures_must_be_healthy_with_it_as_the_reference()
    {
        _story.Saves(1000);
        var shrunk = _story.Saves(200);
        _story.Saves(20);

        Assert.False(TimePasses(TimeSpan.FromDays(2), shrunk).Health.IsHealthy);
    }

    [Fact]
    public void Later_captures_that_fit_do_no_harm()
    {
        _story.Saves(1000);
        var shrunk = _story.Saves(200);
        _story.Saves(201);

        Assert.True(TimePasses(TimeSpan.FromDays(2), shrunk).Health.IsHealthy);
    }

    public static TheoryData<string, CaptureResult.Captured> NeverByTime => new()
    {
        { "empty", Some.Captured("", items: 0, bytes: 0, blank: true) },
        { "no items", Some.Captured("[]", items: 0, bytes: 2) },
        { "does not parse", Some.Captured("[1,", items: null, bytes: 9_000, failure: "ends at byte 3") },
        { "torn", Some.Captured("[1]", items: 100, bytes: 9_000, torn: "it changed while it was read") },
    };

    [Theory, MemberData(nameof(NeverByTime))]
    public void Some_are_never_accepted_by_time(string what, CaptureResult.Captured content)
    {
        Assert.NotEmpty(what);
        _story.Saves(100);
        var suspect = _story.Captures(content);

        Assert.False(TimePasses(TimeSpan.FromDays(365), suspect).Health.IsHealthy);
    }

    [Fact]
    public void Nothing_is_where_accept_after_is_off()
    {
        _story.Settings = _story.Settings with { Health = Some.Health with { AcceptAfter = null } };
        _story.Saves(100);

        Assert.False(TimePasses(TimeSpan.FromDays(365), _story.Saves(20)).Health.IsHealthy);
    }

    [Fact]
    public void An_announcement_holds_for_the_next_new_content_within_ten_minutes()
    {
        _story.Saves(1000);
        _story.Asks(Some.Trigger(TriggerKind.Signal) with { At = _story.Now, ExpectShrink = true });
        _story.Saves(1000);   // told before the deed: nothing has changed yet
        _story.Now += TimeSpan.FromMinutes(9);

        var shrunk = _story.Saves(100);
        var again = _story.Saves(10);

        Assert.Equal("announcement", shrunk.Health.AcceptedBy);
        Assert.False(again.Health.IsHealthy);
    }

    [Fact]
    public void An_announcement_ends_after_ten_minutes()
    {
        _story.Saves(1000);
        _story.Asks(Some.Trigger(TriggerKind.Signal) with { At = _story.Now, ExpectShrink = true });
        _story.Saves(1000);
        _story.Now += TimeSpan.FromMinutes(10);

        Assert.False(_story.Saves(100).Health.IsHealthy);
    }

    [Theory]
    [InlineData(1440, "1d")]
    [InlineData(90, "90m")]
    [InlineData(120, "2h")]
    [InlineData(0.5, "30s")]
    public void The_rule_names_the_time_as_it_is_configured(double minutes, string expected)
    {
        _story.Settings = _story.Settings with { Health = Some.Health with { AcceptAfter = TimeSpan.FromMinutes(minutes) } };
        _story.Saves(100);

        Assert.Equal($"accept-after {expected} by actorbackup", TimePasses(TimeSpan.FromDays(2), _story.Saves(20)).Health.AcceptedBy);
    }
}
