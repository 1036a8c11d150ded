using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The parent of <c>/user</c> and <c>/system</c>: when the one is dead loggers are stopped, then the other, and then itself.</summary>
internal sealed class RootGuardianActor(ActorSystemImpl system) : ActorBase
{
    private Watch _guardians;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Watch guardians:
                _guardians = guardians;
                Context.Watch(guardians.User);
                Context.Watch(guardians.System);
                return true;
            case Terminated dead when dead.ActorRef.Equals(_guardians.User):
                system.LeaveAndStopLoggers().PipeTo(Self);
                return true;
            case Done:
                Context.Stop(_guardians.System);
                return true;
            case Terminated:
                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        failure =>
        {
            system.Log.Error(failure, "A guardian failed. Shutting down the system");
            system.FinalTerminate();
            return Directive.Stop;
        },
        loggingEnabled: false);

    internal sealed record Watch(IActorRef User, IActorRef System);
}
