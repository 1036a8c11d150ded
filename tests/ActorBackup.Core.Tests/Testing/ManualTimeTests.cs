using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Testing;

/// <summary>The clock that all other tests trust.</summary>
public sealed class ManualTimeTests
{
    private readonly ManualTime _time = new();
    private readonly List<string> _fired = [];

    private ITimer Timer(string name, int seconds, int? everySeconds = null) => _time.CreateTimer(
        _ => _fired.Add($"{name} at {(_time.GetUtcNow() - Some.Noon).TotalSeconds}"), null, TimeSpan.FromSeconds(seconds),
        everySeconds is { } every ? TimeSpan.FromSeconds(every) : Timeout.InfiniteTimeSpan);

    [Fact]
    public void Timers_fire_in_the_order_they_are_due_each_at_its_moment()
    {
        Timer("b", 2);
        Timer("a", 1);
        Timer("late", 5);

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(["a at 1", "b at 2"], _fired);
        Assert.Equal(1, _time.WaitingTimers);
    }

    [Fact]
    public void A_periodic_timer_fires_each_time()
    {
        Timer("tick", 1, everySeconds: 2);

        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["tick at 1", "tick at 3", "tick at 5"], _fired);
    }

    [Fact]
    public void A_disposed_timer_does_not_fire()
    {
        Timer("gone", 1).Dispose();

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(_fired);
    }

    [Fact]
    public void Setting_the_wall_clock_moves_no_timer()
    {
        Timer("a", 1);
        var before = _time.GetTimestamp();

        _time.SetUtcNow(Some.Noon.AddYears(-1));

        Assert.Equal((Some.Noon.AddYears(-1), before), (_time.GetUtcNow(), _time.GetTimestamp()));
        Assert.Empty(_fired);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_fired);
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _time);

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await delay;
    }
}
