using System.Collections.Immutable;
using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;
using Akka.Actor;
using Akka.TestKit;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>Nodes whose one source is shared; the test is their /ownership.</summary>
public abstract class SharedSourceTestKit(ITestOutputHelper output) : NodeTestKit(output)
{
    internal static SourceSettings Shared(SourceSettings? settings = null) => (settings ?? Some.Settings()) with { Shared = new SharedSettings(null) };

    private TestProbe? _ownership;
    private int _names;

    /// <summary>What the node says to its /ownership.</summary>
    internal TestProbe Ownership => _ownership ??= CreateTestProbe("ownership");

    /// <summary>Runs nothing yet.</summary>
    internal IActorRef StartNode(string name = "somewhere", params SourceSettings[] sources)
    {
        var probe = Ownership.Ref;
        var parts = World.Parts() with { Node = new NodeId(name), Ownership = Props.Create(() => new Ear(probe)) };
        var node = Sys.ActorOf(NodeActor.Props(World.Settings(sources.Length == 0 ? [Shared()] : sources), parts), $"{name}-{++_names}");
        Ownership.FishForMessage<OwnershipProtocol.Configure>(_ => true);
        return node;
    }

    internal static FakeClaim Grant(IActorRef node, long epoch, int? asks = null) => Grant(node, new FakeClaim(epoch, asks));

    internal static FakeClaim Grant(IActorRef node, FakeClaim claim)
    {
        node.Tell(new OwnershipProtocol.Granted(Some.Source, claim), ActorRefs.NoSender);
        return claim;
    }

    internal T Ask<T>(IActorRef node, object message)
    {
        var probe = CreateTestProbe();
        node.Tell(message, probe.Ref);
        return probe.ExpectMsg<T>(TimeSpan.FromSeconds(20));
    }

    /// <summary>Until the source runs there.</summary>
    internal void AwaitRunning(IActorRef node) => AwaitAssert(() =>
    {
        Advance(TimeSpan.FromSeconds(1));
        Ask<SourceProtocol.Snapshots>(node, new SourceProtocol.GetSnapshots(Some.Source, All: true));
    }, TimeSpan.FromSeconds(20));

    /// <summary>Until the source runs there no longer.</summary>
    internal void AwaitGone(IActorRef node) => AwaitAssert(() =>
        Assert.Equal(RefusalKind.Away, Ask<SourceProtocol.Refused>(node, new SourceProtocol.GetOutcome(Some.Source, new TriggerId("nothing"))).Why.Kind), TimeSpan.FromSeconds(20));

    internal Outcome Await(IActorRef node, string id) => Ask<SourceProtocol.Done>(node, new SourceProtocol.AwaitOutcome(Some.Source, new TriggerId(id))).Outcome;

    internal Outcome Snapshot(IActorRef node, string id, string? label = null)
    {
        Ask<SourceProtocol.Done>(node, Manual(id, label));
        return Await(node, id);
    }

    internal ImmutableList<Core.Snapshots.Snapshot> Snapshots(IActorRef node) => Ask<SourceProtocol.Snapshots>(node, new SourceProtocol.GetSnapshots(Some.Source, All: true)).List;

    private sealed class Ear : ReceiveActor
    {
        public Ear(IActorRef probe) => ReceiveAny(message => probe.Tell(message, Sender));
    }
}
