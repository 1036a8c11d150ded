using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Lets at most <c>max-concurrent-recoveries</c> actors recover at once; the others wait in the order they asked.</summary>
internal sealed class RecoveryPermitter : ReceiveActor
{
    private readonly int _max;
    private readonly HashSet<IActorRef> _holders = [];
    private readonly LinkedList<IActorRef> _waiting = new();

    public RecoveryPermitter(int max)
    {
        _max = max;
        Receive<Request>(_ => Take(Sender));
        Receive<Return>(_ => Release(Sender));
        Receive<Terminated>(gone =>
        {
            if (!_waiting.Remove(gone.ActorRef)) Release(gone.ActorRef);
        });
    }

    private void Take(IActorRef actor)
    {
        // One that asks again was restarted before it could give its permit back.
        if (_holders.Contains(actor)) { actor.Tell(Granted.Instance, Self); return; }
        if (_waiting.Contains(actor)) return;

        Context.Watch(actor);
        if (_holders.Count < _max) Grant(actor);
        else _waiting.AddLast(actor);
    }

    private void Grant(IActorRef actor)
    {
        _holders.Add(actor);
        actor.Tell(Granted.Instance, Self);
    }

    private void Release(IActorRef actor)
    {
        if (!_holders.Remove(actor)) return;
        Context.Unwatch(actor);
        if (_waiting.First is not { } next) return;
        _waiting.RemoveFirst();
        Grant(next.Value);
    }

    internal sealed class Request
    {
        public static readonly Request Instance = new();
    }

    internal sealed class Return
    {
        public static readonly Return Instance = new();
    }

    internal sealed class Granted : INoSerializationVerificationNeeded
    {
        public static readonly Granted Instance = new();
    }
}
