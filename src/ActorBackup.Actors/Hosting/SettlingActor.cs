using ActorBackup.Actors.Watching;
using Akka.Actor;

namespace ActorBackup.Actors.Hosting;

/// <summary>Asks the watcher once to settle everything, tells the node when it has, and is gone. A silent watcher does not hold up a stop.</summary>
internal sealed class SettlingActor : ReceiveActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IActorRef _watcher;

    public static Props Props(IActorRef watcher, IActorRef asker) => Akka.Actor.Props.Create(() => new SettlingActor(watcher, asker));

    public SettlingActor(IActorRef watcher, IActorRef asker)
    {
        _watcher = watcher;
        Receive<WatcherProtocol.AllSettled>(_ => End(asker));
        Receive<ReceiveTimeout>(_ => End(asker));
    }

    protected override void PreStart()
    {
        _watcher.Tell(new WatcherProtocol.SettleNow());
        SetReceiveTimeout(Patience);
    }

    private static void End(IActorRef asker)
    {
        Context.Parent.Tell(new NodeActor.Settled(asker));
        Context.Stop(Context.Self);
    }
}
