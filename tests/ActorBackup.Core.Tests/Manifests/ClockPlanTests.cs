using ActorBackup.Core.Manifests;
using ActorBackup.Core.Settings;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class ClockPlanTests
{
    private readonly Story _story = new(Some.Settings() with { Interval = TimeSpan.FromHours(1), Cron = "30 3 * * *" });

    private ClockPlan Clocks() => _story.Manifest.Clocks(_story.Settings, _story.Zone, _story.Now);

    [Fact]
    public void A_source_without_clocks_has_nothing_due() =>
        Assert.Equal((0, (DateTimeOffset?)null), (Manifest.Empty(Some.Source).Clocks(Some.Settings(), TimeZoneInfo.Utc, Some.Noon).Due.Count, null));

    [Fact]
    public void Before_its_first_event_a_source_waits_for_the_next_run()
    {
        _story.Now = Some.Noon.AddMinutes(10);

        Assert.Empty(Clocks().Due);
        Assert.Equal(Some.Noon.AddHours(1), Clocks().NextAt);
    }

    [Fact]
    public void After_a_night_without_a_node_each_clock_is_made_up_once()
    {
        _story.Saves(100);
        _story.Now = Some.Noon.AddDays(1).AddMinutes(5);

        Assert.Equal(["interval:2026-11-21T12:00:00Z", "cron:2026-11-21T03:30:00Z"], Clocks().Due.Select(t => t.Id.Value));
    }

    [Fact]
    public void What_was_accepted_is_not_due_again()
    {
        _story.Saves(100);
        _story.Now = Some.Noon.AddHours(1);
        foreach (var trigger in Clocks().Due) _story.Asks(trigger);

        Assert.Empty(Clocks().Due);
        Assert.Equal(Some.Noon.AddHours(2), Clocks().NextAt);
    }

    [Fact]
    public void The_clock_going_back_a_year_does_not_silence_an_interval()
    {
        _story.Saves(100);
        _story.Now = Some.Noon.AddHours(1);
        foreach (var trigger in Clocks().Due) _story.Asks(trigger);
        _story.Now = Some.Noon.AddYears(-1).AddMinutes(10);

        Assert.Empty(Clocks().Due);
        Assert.Equal(Some.Noon.AddYears(-1).AddHours(1), Clocks().NextAt);
        for (var hour = 1; hour < 4; hour++)
        {
            _story.Now = Some.Noon.AddYears(-1).AddHours(hour).AddSeconds(1);
            _story.Asks(Assert.Single(Clocks().Due));
            Assert.Empty(Clocks().Due);
        }
    }

    [Fact]
    public void One_start_of_a_node_is_one_trigger()
    {
        _story.Settings = _story.Settings with { Startup = new StartupSettings(OncePer.Start) };
        var trigger = Manifest.StartupTrigger(_story.Settings, "start-1", _story.Now)!;
        _story.Asks(trigger);
        _story.Saves(100);

        _story.Asks(Manifest.StartupTrigger(_story.Settings, "start-1", _story.Now)!);

        Assert.Equal("startup:start-1", trigger.Id.Value);
        Assert.Empty(_story.Manifest.Pending);
    }
}
