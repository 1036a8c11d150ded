using ActorBackup.Core.Supervision;
using Akka.Actor;

namespace ActorBackup.Actors.Supervision;

/// <summary>When a supervisor's stopped children start again: the pure <see cref="BackOff"/>, with a memory and an alarm per child.</summary>
internal sealed class Revival(IScheduler scheduler, IActorRef supervisor, TimeProvider time)
{
    /// <summary>Persist failures stop an actor; a second is short enough for a hiccup, a minute long enough for a full disk.</summary>
    public static BackOff Delays { get; } = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));

    /// <summary>Of what fails for want of a database that others wait for too, and is stopped by other means if that stays away.</summary>
    public static BackOff ShortDelays { get; } = Delays with { Cap = TimeSpan.FromSeconds(2) };

    private readonly Dictionary<string, Life> _lives = [];

    public void Started(string child) => _lives[child] = Of(child) with { StartedAt = time.GetUtcNow(), Due = null };

    /// <summary>Counts the failure and sees to it that <see cref="Due"/> arrives.</summary>
    /// <param name="delays">Instead of <see cref="Delays"/>.</param>
    public TimeSpan After(string child, BackOff? delays = null)
    {
        var (life, now) = (Of(child), time.GetUtcNow());
        var failures = Delays.CountFailure(life.Failures, life.StartedAt, now);
        var delay = life.Forgiven ? TimeSpan.Zero : (delays ?? Delays).DelayAfter(failures);
        _lives[child] = new Life(failures, life.StartedAt, now + delay, Forgiven: false);
        if (delay <= TimeSpan.Zero) supervisor.Tell(new Due(child), ActorRefs.NoSender);
        else scheduler.ScheduleTellOnce(delay, supervisor, new Due(child), ActorRefs.NoSender);
        return delay;
    }

    /// <summary>The next stop is asked for: no delay, and the count starts over.</summary>
    public void Forgive(string child) => _lives[child] = Of(child) with { Failures = 0, Forgiven = true };

    public void Forget(string child) => _lives.Remove(child);

    /// <summary>When it starts again, null if it runs.</summary>
    public DateTimeOffset? DueAt(string child) => Of(child).Due;

    public bool IsAtCap(string child) => Delays.IsAtCap(Of(child).Failures);

    private Life Of(string child) => _lives.GetValueOrDefault(child) ?? new Life(0, time.GetUtcNow(), null, Forgiven: false);

    public sealed record Due(string Child);

    private sealed record Life(int Failures, DateTimeOffset StartedAt, DateTimeOffset? Due, bool Forgiven);
}
