using Akka.Actor;

namespace Akka.Cluster.Tools.Tests.Support;

/// <summary>Notes what it is told, and the end of what it watches.</summary>
internal sealed class Listener : ReceiveActor
{
    public Listener(Diary diary, IActorRef? watched)
    {
        if (watched is not null) Context.Watch(watched);
        Receive<Terminated>(_ => diary.Note("stopped"));
        Receive<string>(diary.Note);
    }

    public static Props Props(Diary diary, IActorRef? watched = null) => Akka.Actor.Props.Create(() => new Listener(diary, watched));
}
