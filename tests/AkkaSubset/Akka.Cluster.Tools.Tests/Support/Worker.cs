using Akka.Actor;

namespace Akka.Cluster.Tools.Tests.Support;

/// <summary>A singleton that notes when it begins and ends, and answers with the name of its node.</summary>
internal sealed class Worker : ReceiveActor
{
    public const string Finish = "finish";

    private readonly string _node;
    private readonly Diary _diary;

    public Worker(string node, Diary diary)
    {
        (_node, _diary) = (node, diary);
        Receive<string>(text => text == Finish, _ => Context.Stop(Self));
        Receive<string>(text => Sender.Tell($"{text} at {node}"));
    }

    public static Props Props(string node, Diary diary) => Akka.Actor.Props.Create(() => new Worker(node, diary));

    protected override void PreStart() => _diary.Note($"{_node} begins");

    protected override void PostStop() => _diary.Note($"{_node} ends");
}
