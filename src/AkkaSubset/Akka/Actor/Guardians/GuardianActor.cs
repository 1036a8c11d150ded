namespace Akka.Actor;

/// <summary>The parent of the actors that have none: <c>/user</c> and <c>/system</c>.</summary>
internal sealed class GuardianActor : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case StopChild(var child): Context.Stop(child); return true;
            case Terminated: return true;
            default: Context.System.DeadLetters.Tell(new Event.DeadLetter(message, Sender, Self), Sender); return true;
        }
    }

    protected override void PreRestart(Exception reason, object message) { }

    internal sealed record StopChild(IActorRef Child);
}
