using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Signals;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Testing;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace ActorBackup.Actors.Tests.Signals;

/// <summary>The signals part alone: sources, the node and other nodes are probes.</summary>
public abstract class SignalsTestKit : TestKit
{
    private readonly Dictionary<string, TestProbe> _peers = [];

    protected SignalsTestKit(ITestOutputHelper output) : base("akka.test { single-expect-default = 20s, default-timeout = 20s }", output) =>
        (Sources, Node) = (CreateTestProbe("sources"), CreateTestProbe("node"));

    protected TestProbe Sources { get; }
    protected TestProbe Node { get; }

    internal static Peer Here { get; } = Peer("here");

    /// <summary>The signals part of another node.</summary>
    protected TestProbe SignalsOf(string node) => _peers.TryGetValue(node, out var probe) ? probe : _peers[node] = CreateTestProbe(node);

    internal IActorRef Signals(int mostAtOnce = SignalsActor.MostAtOnce, TimeSpan? ownerPatience = null)
    {
        foreach (var name in new[] { "there", "far" }) SignalsOf(name);   // made here: the actor asks for them from its own thread
        return Sys.ActorOf(SignalsActor.Props(
            new SignalParts(Some.Node, Sources.Ref, Node.Ref, peer => _peers[peer.Node.Value].Ref, new ManualTime())
            {
                LookEvery = TimeSpan.FromMilliseconds(20),
                OwnerPatience = ownerPatience ?? TimeSpan.FromSeconds(20),
            }, mostAtOnce));
    }

    internal static Peer Peer(string node) => new(
        new NodeId(node), $"{node}-1", $"akka.tcp://actorbackup@{node}:4053", $"http://{node}:4054", "0.1.0", "subset", [], [], Some.Noon, TimeSpan.Zero);

    internal void RefuseHere(RefusalKind kind, string why = "not here")
    {
        Sources.ExpectMsg<SourceProtocol.IMessage>();
        Sources.Reply(new SourceProtocol.Refused(Some.Source, new Refusal(kind, why)));
    }

    internal void OwnerIs(Peer? owner, string? why = null)
    {
        Node.ExpectMsg<OwnershipProtocol.GetOwner>();
        Node.Reply(new OwnershipProtocol.OwnerIs(Some.Source, owner, owner == Here, owner is null ? 0 : 3, why));
    }

    internal void MembersAre(bool shared, params ImmutableList<Peer> others)
    {
        Node.ExpectMsg<OwnershipProtocol.GetMembers>();
        Node.Reply(Members(shared, others));
    }

    internal static OwnershipProtocol.MembersAre Members(bool shared, ImmutableList<Peer> others)
    {
        var owners = ImmutableSortedDictionary<string, OwnershipProtocol.Placement>.Empty;
        if (shared) owners = owners.Add(Some.Source.Name, new OwnershipProtocol.Placement(null, 3, []));
        return new OwnershipProtocol.MembersAre(Here.Incarnation, others.Insert(0, Here), owners, null);
    }
}
