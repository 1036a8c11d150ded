using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Daemon;
using Akka.Cluster.Store;
using Akka.Configuration;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>This node's membership: what it knows of the others, and how it comes and goes. Safe on any thread.</summary>
public class Cluster : IExtension
{
    private readonly IActorRef _daemon;
    private readonly Standing _standing;

    internal Cluster(ExtendedActorSystem system)
    {
        if (system.Provider is not ClusterActorRefProvider)
        {
            throw new ConfigurationException(
                $"The actor system {system.Name} is no node of a cluster: its provider is {system.Provider.GetType()}. Set akka.actor.provider = cluster.");
        }

        System = system;
        Settings = new ClusterSettings(system.Settings.Config, system.Name);
        SelfUniqueAddress = new UniqueAddress(system.Provider.DefaultAddress, AddressUidExtension.Uid(system));
        DowningProvider = (IDowningProvider)Activator.CreateInstance(Settings.DowningProviderType, system, this);
        _standing = new Standing(SelfUniqueAddress, Settings.Roles);
        var table = new MembershipTable(MembershipDatabase.Named(Settings.ProviderName, Settings.ConnectionString), system.Name);
        _daemon = system.SystemActorOf(ClusterDaemon.Props(this, table, _standing), "cluster");
        new LeavingPhases(_daemon, _standing, CoordinatedShutdown.Get(system)).Register();
        if (!Settings.SeedNodes.IsEmpty)
            JoinSeedNodes(Settings.SeedNodes);
    }

    public ExtendedActorSystem System { get; }

    public ClusterSettings Settings { get; }

    public IDowningProvider DowningProvider { get; }

    public Address SelfAddress => SelfUniqueAddress.Address;

    public UniqueAddress SelfUniqueAddress { get; }

    public ImmutableHashSet<string> SelfRoles => Settings.Roles;

    /// <summary><see cref="MemberStatus.Removed"/> before it has joined and after it has gone.</summary>
    public Member SelfMember => _standing.Self;

    public bool IsUp => SelfMember.Status == MemberStatus.Up;

    /// <summary>As of the last reading of the database.</summary>
    public ClusterEvent.CurrentClusterState State => _standing.View.ToState();

    /// <summary>The node has left or was downed; it never joins again. A new system has to be started.</summary>
    public bool IsTerminated => _standing.IsTerminated;

    public static Cluster Get(ActorSystem system) => new ClusterExtension().Apply(system);

    /// <summary>Does not wait. Any address will do: the node joins those whose database it shares, and tries until it has.</summary>
    public void Join(Address address)
    {
        if (address.System != SelfAddress.System)
            throw new ArgumentException($"{address} is of another actor system. All nodes of a cluster have one name, and this one's is {SelfAddress.System}.", nameof(address));
        _daemon.Tell(MembershipProtocol.Join.Instance);
    }

    /// <returns>Done when this node is up.</returns>
    /// <exception cref="ClusterJoinFailedException"><paramref name="token"/> came first, or the node was downed.</exception>
    public async Task JoinAsync(Address address, CancellationToken token = default)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RegisterOnMemberUp(() => up.TrySetResult());
        RegisterOnMemberRemoved(() => up.TrySetException(new ClusterJoinFailedException($"{SelfAddress} has left or was downed before it was up.")));
        Join(address);
        await using var stop = token.Register(
            () => up.TrySetException(new ClusterJoinFailedException($"{SelfAddress} was not up in time. It goes on trying."))).ConfigureAwait(false);
        await up.Task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="Join"/>
    public void JoinSeedNodes(IEnumerable<Address> seedNodes)
    {
        foreach (var seed in seedNodes)
            Join(seed);
    }

    /// <inheritdoc cref="JoinAsync"/>
    public Task JoinSeedNodesAsync(IEnumerable<Address> seedNodes, CancellationToken token = default) => JoinAsync(seedNodes.First(), token);

    /// <summary>Asks a member, which may be this one, to leave. It hands over what it has and ends its system.</summary>
    public void Leave(Address address) => _daemon.Tell(new MembershipProtocol.Leave(address));

    /// <returns>Done when this node is no member any more.</returns>
    public Task LeaveAsync() => LeaveAsync(CancellationToken.None);

    /// <inheritdoc cref="LeaveAsync()"/>
    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        Leave(SelfAddress);
        return _standing.Ended.WaitAsync(cancellationToken);
    }

    /// <summary>Declares a member dead. If it lives, it ends its system as soon as it reads that.</summary>
    public void Down(Address address) => _daemon.Tell(new MembershipProtocol.Down(address));

    /// <summary>Runs the code when this node is up; soon if it is already.</summary>
    public void RegisterOnMemberUp(Action callback) => _daemon.Tell(new ClusterDaemon.Listen(MemberStatus.Up, callback));

    /// <summary>Runs the code when this node is no member any more; now if that is so already.</summary>
    public void RegisterOnMemberRemoved(Action callback)
    {
        if (IsTerminated)
            callback();
        else
            _daemon.Tell(new ClusterDaemon.Listen(MemberStatus.Removed, callback));
    }

    /// <param name="to">Kinds of events; a kind includes those derived from it.</param>
    /// <exception cref="ArgumentException">None, or one that is no cluster event.</exception>
    public void Subscribe(IActorRef subscriber, params Type[] to) => Subscribe(subscriber, ClusterEvent.InitialStateAsSnapshot, to);

    /// <inheritdoc cref="Subscribe(IActorRef, Type[])"/>
    public void Subscribe(IActorRef subscriber, ClusterEvent.SubscriptionInitialStateMode initialStateMode, params Type[] to)
    {
        if (to.Length == 0)
            throw new ArgumentException("Name at least one kind of cluster event to subscribe to.", nameof(to));
        if (to.FirstOrDefault(type => !type.IsAssignableTo(typeof(ClusterEvent.IClusterDomainEvent))) is { } foreign)
            throw new ArgumentException($"{foreign} is no cluster event. Name kinds of IClusterDomainEvent.", nameof(to));
        _daemon.Tell(new PublisherActor.Subscribe(subscriber, initialStateMode, [.. to]));
    }

    public void Unsubscribe(IActorRef subscriber) => Unsubscribe(subscriber, null);

    /// <param name="to">Null for all kinds.</param>
    public void Unsubscribe(IActorRef subscriber, Type to) => _daemon.Tell(new PublisherActor.Unsubscribe(subscriber, to));

    public void SendCurrentClusterState(IActorRef receiver) => _daemon.Tell(new PublisherActor.SendState(receiver));
}

public class ClusterExtension : ExtensionIdProvider<Cluster>
{
    public override Cluster CreateExtension(ExtendedActorSystem system) => new(system);
}

/// <summary>The node is not up, and a call said it should be by now.</summary>
public class ClusterJoinFailedException(string message) : AkkaException(message);
