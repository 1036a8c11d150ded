using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools;

/// <summary>Messages that wait, with their senders. When it is full the oldest becomes a dead letter.</summary>
internal sealed class MessageBuffer(int capacity, ActorSystem system)
{
    private readonly Queue<(object Message, IActorRef Sender)> _waiting = [];

    public void Add(object message, IActorRef sender)
    {
        _waiting.Enqueue((message, sender));
        if (_waiting.Count <= capacity) return;
        var (dropped, from) = _waiting.Dequeue();
        system.DeadLetters.Tell(new DeadLetter(dropped, from, system.DeadLetters), from);
    }

    /// <summary>Gives all of it away, the oldest first.</summary>
    public void Drain(Action<object, IActorRef> tell)
    {
        while (_waiting.TryDequeue(out var next)) tell(next.Message, next.Sender);
    }
}
