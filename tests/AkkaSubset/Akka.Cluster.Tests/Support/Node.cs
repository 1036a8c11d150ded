using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;

namespace Akka.Cluster.Tests.Support;

/// <summary>One system of a test's cluster, with a probe that hears every cluster event from the start.</summary>
public sealed class Node : IDisposable
{
    public const string SystemName = "test";

    /// <summary>Settings of a node that soon finds others unreachable. The others are patient: a slow machine must not make them judge.</summary>
    public const string Quick = "akka.cluster.failure-detector.acceptable-heartbeat-pause = 1500ms";

    /// <summary>For how long a quick node lets another's row stand still.</summary>
    public static readonly TimeSpan QuickPause = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestKit.Xunit2.TestKit _kit;

    /// <param name="port">0 for any free one.</param>
    /// <param name="hocon">Goes before what all nodes of these tests have.</param>
    public Node(ISharedDatabase database, string hocon = "", int port = 0)
    {
        System = ActorSystem.Create(SystemName, ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(
            $$"""
            akka {
              loglevel = WARNING
              stdout-loglevel = OFF
              loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
              actor.provider = cluster
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = {{port}} }
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              cluster {
                gossip-interval = 50ms
                failure-detector { heartbeat-interval = 100ms, acceptable-heartbeat-pause = 20s }
                split-brain-resolver.stable-after = 500ms
                subset { provider-name = "{{database.Provider}}", connection-string = "{{database.ConnectionString}}" }
              }
            }
            """)));
        _kit = new TestKit.Xunit2.TestKit(System);
        Cluster = Cluster.Get(System);
        Events = _kit.CreateTestProbe();
        Cluster.Subscribe(Events, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IClusterDomainEvent));
    }

    public ActorSystem System { get; }

    public Cluster Cluster { get; }

    public TestProbe Events { get; }

    public Address Address => Cluster.SelfAddress;

    public TestProbe Probe() => _kit.CreateTestProbe();

    /// <summary>Waits for an event of that kind about that member; others are let pass.</summary>
    public T Hears<T>(Node about) where T : class, ClusterEvent.IClusterDomainEvent => Hears<T>(about.Cluster.SelfUniqueAddress);

    /// <inheritdoc cref="Hears{T}(Node)"/>
    public T Hears<T>(UniqueAddress about) where T : class, ClusterEvent.IClusterDomainEvent => (T)Events.FishForMessage(
        heard => heard is T && MemberOf(heard)?.UniqueAddress == about, Patience, $"{typeof(T).Name} of {about}");

    /// <summary>Waits until this node sees exactly these up and reachable, in the order of their age.</summary>
    public void Sees(params Node[] up) => _kit.AwaitAssert(
        () =>
        {
            Assert.Equal(up.Select(node => node.Address), Cluster.State.Members.Where(member => member.Status == MemberStatus.Up).Order(Member.AgeOrdering).Select(member => member.Address));
            Assert.Equal(up.Length, Cluster.State.Members.Count);
            Assert.Empty(Cluster.State.Unreachable);
        },
        Patience,
        TimeSpan.FromMilliseconds(50));

    public void Becomes(MemberStatus status) => _kit.AwaitAssert(
        () => Assert.Equal(status, Cluster.SelfMember.Status), Patience, TimeSpan.FromMilliseconds(50));

    public Task Ended() => System.WhenTerminated.WaitAsync(Patience);

    /// <summary>Joins, and waits until it is up.</summary>
    public Node Joined(Node? to = null)
    {
        Cluster.JoinAsync((to ?? this).Address).Wait(Patience);
        return this;
    }

    /// <summary>Ends the system without a word to the others.</summary>
    public void Crash()
    {
        CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseActorSystemTerminate).Wait(Patience);
    }

    public void Dispose() => Crash();

    private static Member? MemberOf(object heard) => heard switch
    {
        ClusterEvent.IMemberEvent change => change.Member,
        ClusterEvent.ReachabilityEvent change => change.Member,
        _ => null,
    };
}
