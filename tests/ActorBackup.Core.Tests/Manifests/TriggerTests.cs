using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class TriggerTests
{
    private readonly Story _story = new();

    [Fact]
    public void Persists_a_new_trigger_and_says_accepted()
    {
        var reply = _story.Asks(Some.Trigger(TriggerKind.Signal, "s-1"));

        Assert.Equal(OutcomeState.Accepted, Assert.IsType<SourceProtocol.Done>(reply).Outcome.State);
        Assert.Equal("s-1", Assert.Single(_story.Manifest.Pending).Id.Value);
    }

    [Fact]
    public void Answers_a_repeated_trigger_with_what_became_of_it()
    {
        _story.Asks(Some.Trigger(TriggerKind.Signal, "s-1"));
        var taken = _story.Saves(100);

        var decision = _story.Manifest.Accept(Some.Trigger(TriggerKind.Signal, "s-1"), _story.Settings, _story.Zone, _story.Now);

        Assert.Empty(decision.Events);
        var outcome = Assert.IsType<SourceProtocol.Done>(decision.Reply).Outcome;
        Assert.Equal((OutcomeState.Durable, taken.Id), (outcome.State, outcome.Snapshot));
    }

    [Fact]
    public void Refuses_an_id_that_was_used_for_another_request()
    {
        _story.Asks(Some.Trigger(TriggerKind.Signal, "s-1") with { Body = "label=a" });

        var reply = _story.Asks(Some.Trigger(TriggerKind.Signal, "s-1") with { Body = "label=b" });

        var refused = Assert.IsType<SourceProtocol.Refused>(reply);
        Assert.Equal(RefusalKind.Conflict, refused.Why.Kind);
        Assert.Contains("'s-1' was used for another request", refused.Why.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_signals_where_they_are_off_but_takes_manual_ones()
    {
        _story.Settings = _story.Settings with { Signal = false };

        Assert.Equal(RefusalKind.TurnedOff, Assert.IsType<SourceProtocol.Refused>(_story.Asks(TriggerKind.Signal)).Why.Kind);
        Assert.IsType<SourceProtocol.Done>(_story.Asks(TriggerKind.Manual));
    }

    [Fact]
    public void A_change_that_waits_stands_for_the_next_one_too()
    {
        _story.Asks(TriggerKind.Change);

        _story.Asks(TriggerKind.Change);

        Assert.Single(_story.Journal);
    }

    [Fact]
    public void A_change_during_a_capture_waits_for_the_next()
    {
        _story.Asks(TriggerKind.Change);
        _story.Starts();

        _story.Asks(TriggerKind.Change);

        Assert.Single(_story.Manifest.Pending);
        Assert.Single(_story.Manifest.Started!.Triggers);
    }

    [Fact]
    public void Two_triggers_at_once_give_one_snapshot_that_names_both()
    {
        _story.Asks(TriggerKind.Change);
        _story.Asks(TriggerKind.Signal);

        var taken = _story.Saves(100);

        Assert.Equal([TriggerKind.Change, TriggerKind.Signal], taken.Triggers.Select(t => t.Kind));
        Assert.Single(_story.Manifest.Snapshots);
    }

    [Fact]
    public void A_clock_that_waits_is_replaced_by_its_next_run()
    {
        var (first, second) = (Some.Noon, Some.Noon.AddMinutes(1));

        _story.Asks(new Trigger(ClockTriggerId.Of(TriggerKind.Interval, first), TriggerKind.Interval, first));
        _story.Asks(new Trigger(ClockTriggerId.Of(TriggerKind.Interval, second), TriggerKind.Interval, second));

        Assert.Equal("interval:2026-11-20T12:01:00Z", Assert.Single(_story.Manifest.Pending).Id.Value);
    }

    [Fact]
    public void The_same_run_of_a_clock_is_accepted_once()
    {
        var trigger = new Trigger(ClockTriggerId.Of(TriggerKind.Interval, Some.Noon), TriggerKind.Interval, Some.Noon);
        _story.Asks(trigger);
        _story.Saves(100);

        _story.Asks(trigger);

        Assert.Empty(_story.Manifest.Pending);
    }

    [Fact]
    public void Triggers_of_an_abandoned_capture_wait_again_before_newer_ones()
    {
        _story.Asks(Some.Trigger(TriggerKind.Signal, "first"));
        var id = _story.Starts();
        _story.Asks(Some.Trigger(TriggerKind.Signal, "second"));

        _story.Happens(Manifest.Abandon(id, "the store was full", _story.Now));

        Assert.Equal(["first", "second"], _story.Manifest.Pending.Select(t => t.Id.Value));
    }

    [Fact]
    public void A_change_that_waits_again_stands_for_one_that_came_meanwhile()
    {
        _story.Asks(Some.Trigger(TriggerKind.Change, "first"));
        var id = _story.Starts();
        _story.Asks(Some.Trigger(TriggerKind.Change, "second"));

        _story.Happens(Manifest.Abandon(id, "the store was full", _story.Now));

        Assert.Equal("first", Assert.Single(_story.Manifest.Pending).Id.Value);
    }

    [Fact]
    public void Commands_count_from_when_they_are_accepted_changes_from_their_first_event()
    {
        _story.Asks(Some.Trigger(TriggerKind.Signal, at: Some.Noon.AddYears(-1)));
        _story.Asks(Some.Trigger(TriggerKind.Change, at: Some.Noon.AddSeconds(-5)));

        Assert.Equal([Some.Noon, Some.Noon.AddSeconds(-5)], _story.Manifest.Pending.Select(t => t.At));
    }

    [Fact]
    public void A_failed_capture_ends_its_triggers_with_the_reason()
    {
        _story.Asks(Some.Trigger(TriggerKind.Manual, "m-1"));
        var id = _story.Starts();

        _story.Happens(_story.Manifest.Failed(id, new Core.Capturing.CaptureResult.Unreadable("permission denied"), _story.Now));

        var outcome = _story.Manifest.OutcomeOf(new TriggerId("m-1"), _story.Settings);
        Assert.Equal((OutcomeState.Failed, "permission denied"), (outcome?.State, outcome?.Reason));
        Assert.Empty(_story.Manifest.Pending);
    }

    [Fact]
    public void Is_durable_only_in_as_many_stores_as_asked()
    {
        var story = new Story(Some.Settings([Some.Copies, Some.Vault]) with { DurableIn = 2 });
        story.Here.Remove(Some.Vault);
        story.Asks(Some.Trigger(TriggerKind.Manual, "m-1"));
        var taken = story.Saves(100);

        var waiting = story.Manifest.OutcomeOf(new TriggerId("m-1"), story.Settings)!;
        story.Happens(new CopyStored(taken.Id, Some.Copy(taken.Id, Some.Vault), story.Now));
        var durable = story.Manifest.OutcomeOf(new TriggerId("m-1"), story.Settings)!;

        Assert.Equal(OutcomeState.Accepted, waiting.State);
        Assert.Equal([Some.Vault], waiting.MissingStores);
        Assert.Equal(OutcomeState.Durable, durable.State);
        Assert.Empty(durable.MissingStores);
    }
}
