using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Membership;

namespace Akka.Cluster.Daemon;

/// <summary>Tells subscribers of this node what changes in the cluster. Child of <see cref="ClusterDaemon"/>; hears from <see cref="MembershipActor"/>.</summary>
internal sealed class PublisherActor : ReceiveActor
{
    private readonly UniqueAddress _self;
    private readonly Standing _standing;
    private readonly Dictionary<IActorRef, ImmutableHashSet<Type>> _subscribers = [];
    private ClusterView _view = ClusterView.Empty;

    public PublisherActor(UniqueAddress self, Standing standing)
    {
        (_self, _standing) = (self, standing);
        Receive<ClusterView>(Publish);
        Receive<Subscribe>(Add);
        Receive<Unsubscribe>(Remove);
        Receive<SendState>(query => query.Receiver.Tell(_view.ToState()));
        Receive<Answer>(answer => answer.Asker.Tell(Done.Instance));
        Receive<Terminated>(dead => _subscribers.Remove(dead.ActorRef));
    }

    public static Props Props(UniqueAddress self, Standing standing) => Akka.Actor.Props.Create(() => new PublisherActor(self, standing));

    private void Publish(ClusterView view)
    {
        var changes = ViewChanges.Between(_view, view);
        _view = view;
        _standing.Show(view);
        foreach (var change in changes)
            Tell(change);
    }

    private void Add(Subscribe wish)
    {
        _subscribers[wish.Subscriber] = _subscribers.TryGetValue(wish.Subscriber, out var known) ? known.Union(wish.To) : wish.To;
        Context.Watch(wish.Subscriber);
        if (wish.Mode == ClusterEvent.InitialStateAsSnapshot)
        {
            wish.Subscriber.Tell(_view.ToState());
            return;
        }

        foreach (var change in ViewChanges.Between(ClusterView.Empty, _view).Where(change => wish.To.Any(type => type.IsInstanceOfType(change))))
            wish.Subscriber.Tell(change);
    }

    private void Remove(Unsubscribe wish)
    {
        if (!_subscribers.TryGetValue(wish.Subscriber, out var known))
            return;
        var left = wish.To is null ? [] : known.Remove(wish.To);
        if (!left.IsEmpty)
        {
            _subscribers[wish.Subscriber] = left;
            return;
        }

        _subscribers.Remove(wish.Subscriber);
        Context.Unwatch(wish.Subscriber);
    }

    private void Tell(ClusterEvent.IClusterDomainEvent change)
    {
        foreach (var (subscriber, to) in _subscribers)
        {
            if (to.Any(type => type.IsInstanceOfType(change)))
                subscriber.Tell(change);
        }
    }

    /// <summary>This node is no member any more: the last it tells is its own removal.</summary>
    protected override void PostStop()
    {
        Tell(ClusterEvent.ClusterShuttingDown.Instance);
        var self = _view.Find(_self);
        _standing.Terminate();
        if (self is not null)
            Tell(ViewChanges.Removed(self));
        _standing.End();
    }

    public sealed record Subscribe(IActorRef Subscriber, ClusterEvent.SubscriptionInitialStateMode Mode, ImmutableHashSet<Type> To);

    /// <param name="To">Null for all.</param>
    public sealed record Unsubscribe(IActorRef Subscriber, Type To);

    public sealed record SendState(IActorRef Receiver);

    public sealed record Answer(IActorRef Asker);
}
