using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.SysMsg;

/// <summary>What the runtime tells actors; handled before every message of users, even while an actor is suspended.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;

internal abstract class SystemMessage : ISystemMessage;

internal sealed class Create : SystemMessage;

/// <summary>Throw away the instance and make a new one.</summary>
internal sealed class Recreate(Exception cause) : SystemMessage
{
    public Exception Cause { get; } = cause;
}

internal sealed class Suspend : SystemMessage;

internal sealed class Resume(Exception causedByFailure) : SystemMessage
{
    public Exception CausedByFailure { get; } = causedByFailure;
}

internal sealed class Terminate : SystemMessage;

/// <summary>A child failed and is suspended until its supervisor decides.</summary>
internal sealed class Failed(IActorRef child, Exception cause, long uid) : SystemMessage
{
    public IActorRef Child { get; } = child;
    public Exception Cause { get; } = cause;
    public long Uid { get; } = uid;
}

internal sealed class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;
    public IInternalActorRef Watcher { get; } = watcher;
}

internal sealed class Unwatch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;
    public IInternalActorRef Watcher { get; } = watcher;
}

internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated) : SystemMessage, IDeadLetterSuppression
{
    public IActorRef Actor { get; } = actor;
    public bool ExistenceConfirmed { get; } = existenceConfirmed;
    public bool AddressTerminated { get; } = addressTerminated;
}

/// <summary>Run a piece of an asynchronous handler as if it were a message.</summary>
internal sealed class ActorTask(Action run) : SystemMessage
{
    public Action Run { get; } = run;
}
