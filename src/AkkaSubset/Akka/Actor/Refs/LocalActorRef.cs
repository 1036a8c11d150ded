using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A ref to an actor of this system.</summary>
internal sealed class LocalActorRef : InternalActorRefBase
{
    public LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor, ActorPath path)
    {
        Path = path;
        Cell = new ActorCell(system, this, props, dispatcher, supervisor);
    }

    public ActorCell Cell { get; }

    public override ActorPath Path { get; }
    public override IInternalActorRef Parent => Cell.Parent;
    public override IActorRefProvider Provider => Cell.SystemImpl.Provider;
    public bool IsTerminated => Cell.IsTerminated;
    public override bool IsLocal => true;

    /// <summary>Set once the event stream knows it, so that its death is told there.</summary>
    public bool IsSubscriber { get; set; }

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IActorRef found = this;
        foreach (var element in name.Where(element => element.Length > 0))
            found = found is LocalActorRef local ? local.GetSingleChild(element) : ActorRefs.Nobody;
        return found;
    }

    public IActorRef GetSingleChild(string name)
    {
        if (name == "..")
            return Parent;
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        var child = Cell.Child(hash < 0 ? name : name[..hash]);
        return hash < 0 || child.Path.ToStringWithUid().EndsWith(name[hash..], StringComparison.Ordinal) ? child : ActorRefs.Nobody;
    }

    public override void Start() => Cell.Start();
    public override void Stop() => Cell.SendSystemMessage(new Terminate());
    public override void Suspend() => Cell.SendSystemMessage(new Suspend());
    public override void Resume(Exception causedByFailure = null) => Cell.SendSystemMessage(new Resume(causedByFailure));
    public override void Restart(Exception cause) => Cell.SendSystemMessage(new Recreate(cause));
    public override void SendSystemMessage(ISystemMessage message) => Cell.SendSystemMessage((SystemMessage)message);

    protected override void TellInternal(object message, IActorRef sender) => Cell.SendMessage(message, sender);
}
