using Akka.Actor;

namespace ActorBackup.Actors.Supervision;

/// <summary>One pending wake-up of one actor: setting it again replaces the last.</summary>
/// <remarks>A wake-up that was already in the mailbox still arrives after a new setting, so it must only ever mean "look at the clock".</remarks>
internal sealed class Alarm(IScheduler scheduler, IActorRef actor, object message)
{
    private ICancelable? _pending;

    public void Set(TimeSpan delay)
    {
        Cancel();
        if (delay <= TimeSpan.Zero) actor.Tell(message);
        else _pending = scheduler.ScheduleTellOnceCancelable(delay, actor, message, ActorRefs.NoSender);
    }

    /// <param name="longest">The wall clock may be set: look again at least this often.</param>
    public void SetAt(DateTimeOffset due, DateTimeOffset now, TimeSpan longest) => Set(due - now < longest ? due - now : longest);

    public void Cancel()
    {
        _pending?.Cancel();
        _pending = null;
    }
}
