using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Watching;

namespace Akka.Remote;

/// <summary>A ref to an actor of another system. Telling never fails and never waits; what cannot be sent goes to dead letters.</summary>
internal sealed class RemoteActorRef(RemoteActorRefProvider provider, ActorPath path) : InternalActorRefBase
{
    private string _written;

    public override ActorPath Path { get; } = path;
    public override IActorRefProvider Provider => provider;
    public override bool IsLocal => false;
    public override IInternalActorRef Parent => Path.Depth == 0 ? ActorRefs.Nobody : new RemoteActorRef(provider, Path.Parent);

    /// <summary>The path with its uid.</summary>
    public string Written => _written ??= Path.ToSerializationFormat();

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        var at = Path;
        foreach (var element in name.Where(element => element.Length > 0))
            at = element == ".." ? at.Parent : at / element;
        return new RemoteActorRef(provider, at);
    }

    public override void Start() { }

    /// <summary>Asks it to stop when it has come to this.</summary>
    public override void Stop() => TellInternal(PoisonPill.Instance, ActorRefs.NoSender);

    public override void Suspend() { }
    public override void Resume(Exception causedByFailure = null) { }
    public override void Restart(Exception cause) { }

    /// <summary>Watches are this system's own affair; nothing else concerns an actor elsewhere.</summary>
    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch: provider.RemoteWatcher.Tell(new WatchProtocol.WatchRemote(watch.Watchee, watch.Watcher), ActorRefs.NoSender); break;
            case Unwatch unwatch: provider.RemoteWatcher.Tell(new WatchProtocol.UnwatchRemote(unwatch.Watchee, unwatch.Watcher), ActorRefs.NoSender); break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is null)
            throw new InvalidMessageException("A message must not be null.");
        provider.Send(message, sender, this);
    }
}
