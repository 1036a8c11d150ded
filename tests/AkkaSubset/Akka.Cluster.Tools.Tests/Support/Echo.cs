using Akka.Actor;

namespace Akka.Cluster.Tools.Tests.Support;

/// <summary>Answers with the name of its node; notes what it gets, and when who asked can be answered no more.</summary>
internal sealed class Echo : ReceiveActor
{
    public Echo(string node, Diary diary)
    {
        Receive<string>(text =>
        {
            diary.Note($"{text} at {node}");
            Sender.Tell($"{text} at {node}");
            Context.Watch(Sender);
        });
        Receive<Terminated>(_ => diary.Note("closed"));
    }

    public static Props Props(string node, Diary diary) => Akka.Actor.Props.Create(() => new Echo(node, diary));
}
