using ActorBackup.Core.Capturing;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class OncePerDayTests
{
    private static readonly TimeZoneInfo Auckland = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland");   // +13 in November

    private readonly Story _story = new();

    private static Trigger Daily(string id) => Some.Trigger(TriggerKind.Startup, id) with { OncePer = OncePer.Day };

    [Fact]
    public void The_second_of_a_day_is_answered_with_the_first_ones_snapshot()
    {
        _story.Asks(Daily("startup:a"));
        var first = _story.Saves(100);

        var outcome = Assert.IsType<SourceProtocol.Done>(_story.Asks(Daily("startup:b"))).Outcome;

        Assert.Equal((OutcomeState.Unchanged, first.Id), (outcome.State, outcome.Snapshot));
        Assert.Empty(_story.Manifest.Pending);
    }

    [Fact]
    public void The_next_day_is_another()
    {
        _story.Asks(Daily("startup:a"));
        _story.Saves(100);
        _story.Now += TimeSpan.FromHours(12);

        _story.Asks(Daily("startup:b"));

        Assert.Single(_story.Manifest.Pending);
    }

    [Fact]
    public void Days_are_those_of_the_nodes_zone()
    {
        var story = new Story(zone: Auckland) { Now = new DateTimeOffset(2026, 11, 20, 10, 59, 0, TimeSpan.Zero) };
        story.Asks(Daily("startup:a"));
        story.Saves(100);
        story.Now = new DateTimeOffset(2026, 11, 20, 11, 0, 0, TimeSpan.Zero);   // midnight there

        story.Asks(Daily("startup:b"));

        Assert.Single(story.Manifest.Pending);
    }

    [Fact]
    public void An_unchanged_outcome_uses_the_day_up()
    {
        _story.Saves(100);
        _story.Asks(Daily("startup:a"));
        _story.Saves(100);

        _story.Asks(Daily("startup:b"));

        Assert.Empty(_story.Manifest.Pending);
    }

    [Fact]
    public void A_failure_does_not()
    {
        _story.Asks(Daily("startup:a"));
        var id = _story.Starts();
        _story.Happens(_story.Manifest.Failed(id, new CaptureResult.Unreadable("permission denied"), _story.Now));

        _story.Asks(Daily("startup:b"));

        Assert.Single(_story.Manifest.Pending);
    }

    [Fact]
    public void One_that_waited_while_another_used_the_day_up_is_answered_without_a_capture()
    {
        _story.Asks(Daily("startup:a"));
        _story.Starts();
        _story.Asks(Daily("startup:b"));
        _story.Happens(new Core.Manifests.SnapshotTaken(Some.Snapshot(_story.Now), _story.Now));

        _story.Does(_story.Manifest.Start(0, _story.Zone, _story.Now));

        Assert.Null(_story.Manifest.Started);
        Assert.Equal(OutcomeState.Unchanged, _story.Manifest.OutcomeOf(new TriggerId("startup:b"), _story.Settings)!.State);
    }

    [Fact]
    public void Other_kinds_are_not_counted()
    {
        _story.Asks(Daily("startup:a"));
        _story.Saves(100);

        _story.Asks(Some.Trigger(TriggerKind.Signal, "s-1") with { OncePer = OncePer.Day });

        Assert.Single(_story.Manifest.Pending);
    }
}
