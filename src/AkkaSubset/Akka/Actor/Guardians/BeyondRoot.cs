using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>What the root guardian has for a parent: sees it die and so ends the system.</summary>
internal sealed class BeyondRoot(ActorSystemImpl system, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path { get; } = path / "_Beyond-the-root";
    public override IActorRefProvider Provider => system.Provider;

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case DeathWatchNotification:
                system.FinishTermination();
                break;
            case Failed failed:
                system.Log.Error(failed.Cause, "The root guardian failed. Shutting down the system");
                ((IInternalActorRef)failed.Child).Stop();
                break;
        }
    }
}
