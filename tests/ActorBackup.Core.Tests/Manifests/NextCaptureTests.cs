using ActorBackup.Core.Manifests;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class NextCaptureTests
{
    private readonly Story _story = new();

    [Fact]
    public void Nothing_is_due_without_a_trigger() => Assert.Equal((null, "no trigger waits"), Of(_story.Next()));

    [Fact]
    public void A_trigger_is_due_at_once()
    {
        _story.Asks(TriggerKind.Change);

        Assert.Equal((_story.Now, "serves change"), Of(_story.Next()));
    }

    [Fact]
    public void Waits_for_reconciliation()
    {
        _story.Asks(TriggerKind.Change);

        Assert.Null(_story.Next(reconciled: false).At);
    }

    [Fact]
    public void Waits_for_the_capture_under_way()
    {
        _story.Asks(TriggerKind.Change);
        _story.Starts();
        _story.Asks(TriggerKind.Manual);

        Assert.Equal((null, "waits for the capture 20261120_120001 under way"), Of(_story.Next()));
    }

    [Fact]
    public void Waits_for_a_store_and_names_them()
    {
        _story.Asks(TriggerKind.Change);

        Assert.Equal((null, "waits for a store: none of copies is reachable"), Of(_story.Next(storeHere: false)));
    }

    [Fact]
    public void Waits_for_the_restore_under_way()
    {
        var taken = _story.Saves(100);
        _story.Happens(Manifest.StartRestore(new TriggerId("r-1"), taken.Id, "/srv/shop/linking_map.json", "me", _story.Now));

        _story.Asks(TriggerKind.Change);

        Assert.Null(_story.Next().At);
    }

    [Theory]
    [InlineData(TriggerKind.Change, true)]
    [InlineData(TriggerKind.Interval, true)]
    [InlineData(TriggerKind.Cron, true)]
    [InlineData(TriggerKind.Manual, false)]
    [InlineData(TriggerKind.Signal, false)]
    [InlineData(TriggerKind.BeforeChange, false)]
    [InlineData(TriggerKind.Startup, false)]
    public void Min_interval_holds_back_change_interval_and_cron_only(TriggerKind kind, bool held)
    {
        _story.Settings = _story.Settings with { MinInterval = TimeSpan.FromMinutes(5) };
        _story.Saves(100);
        var began = _story.Manifest.State.LastCapturedAt!.Value;

        _story.Asks(kind);

        Assert.Equal(held ? began.AddMinutes(5) : _story.Now, _story.Next().At);
    }

    [Fact]
    public void What_min_interval_holds_back_goes_along_with_what_it_does_not()
    {
        _story.Settings = _story.Settings with { MinInterval = TimeSpan.FromMinutes(5) };
        _story.Saves(100);
        _story.Asks(TriggerKind.Change);

        _story.Asks(TriggerKind.Manual);

        Assert.Equal((_story.Now, "serves manual, change"), Of(_story.Next()));
    }

    [Fact]
    public void A_clock_set_back_holds_nothing_back()
    {
        _story.Settings = _story.Settings with { MinInterval = TimeSpan.FromMinutes(5) };
        _story.Saves(100);
        _story.Now = Some.Noon.AddYears(-1);

        _story.Asks(TriggerKind.Change);

        Assert.Equal(_story.Now, _story.Next().At);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 8)]
    [InlineData(7, 60)]
    [InlineData(100, 60)]
    public void Backs_off_while_no_store_takes_what_is_captured(int failures, int seconds)
    {
        _story.Asks(TriggerKind.Change);
        for (var i = 0; i < failures; i++) _story.Happens(Manifest.Abandon(_story.Starts(), "disk full", _story.Now));

        Assert.Equal(_story.Now.AddSeconds(seconds), _story.Next().At);
    }

    [Fact]
    public void A_capture_that_ends_well_ends_the_back_off()
    {
        _story.Asks(TriggerKind.Change);
        for (var i = 0; i < 5; i++) _story.Happens(Manifest.Abandon(_story.Starts(), "disk full", _story.Now));
        _story.Saves(100);

        _story.Asks(TriggerKind.Change);

        Assert.Equal(_story.Now, _story.Next().At);
    }

    private static (DateTimeOffset? At, string Reason) Of(CaptureDue due) => (due.At, due.Reason);
}
