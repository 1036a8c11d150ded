using System.Collections.Immutable;
using ActorBackup.Actors.Hosting;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace ActorBackup.Actors.Tests.Fakes;

/// <summary>Runs whole nodes on fakes: journal in memory, time by hand. A node that is stopped and started again finds its journal and its world.</summary>
public abstract class NodeTestKit : TestKit
{
    private const string Hocon = """
        akka {
          loglevel = INFO
          test { single-expect-default = 20s, default-timeout = 20s }   # verdicts never hang on how busy the machine is
          logger-formatter = "ActorBackup.Actors.Logging.NamedHoleFormatter, ActorBackup.Actors"
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          persistence.journal.plugin = "akka.persistence.journal.inmem"
          persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
          persistence.journal.shared.class = "Akka.Persistence.Journal.MemoryJournal, Akka.Persistence"
          persistence.snapshot-store.shared.class = "Akka.Persistence.Snapshot.MemorySnapshotStore, Akka.Persistence"
        }
        """;

    private IActorRef _node = ActorRefs.Nobody;
    private int _starts;

    protected NodeTestKit(ITestOutputHelper output) : base(Hocon, output)
    {
    }

    internal World World { get; } = new();

    internal IActorRef Node => _node;

    /// <summary>Ready when it returns.</summary>
    internal IActorRef Start(NodeMode mode = NodeMode.Run, string startId = "start-1", params SourceSettings[] sources)
    {
        _node = Sys.ActorOf(NodeActor.Props(World.Settings(sources), World.Parts(mode, startId)), $"node-{++_starts}");   // a stopped actor's name may be taken for a moment more
        _node.Tell(new NodeProtocol.AwaitReady(), TestActor);
        ExpectMsg<NodeProtocol.Ready>();
        return _node;
    }

    /// <summary>As a crash does: nothing is drained.</summary>
    internal void Kill()
    {
        Watch(_node);
        Sys.Stop(_node);
        ExpectTerminated(_node);
    }

    internal void Advance(TimeSpan by)
    {
        World.Time.Advance(by);
        ((TestScheduler)Sys.Scheduler).Advance(by);
    }

    internal static SourceProtocol.TakeSnapshot Manual(string id, string? label = null) =>
        new(Some.Source, new Trigger(new TriggerId(id), TriggerKind.Manual, Some.Noon) { Label = label });

    /// <summary>Asks for a snapshot and waits until it is done.</summary>
    internal Outcome Snapshot(string id, string? label = null)
    {
        Ask<SourceProtocol.Done>(Manual(id, label));
        return Await(id);
    }

    internal Outcome Await(string id) => Ask<SourceProtocol.Done>(new SourceProtocol.AwaitOutcome(Some.Source, new TriggerId(id))).Outcome;

    internal ImmutableList<Snapshot> Snapshots(bool all = false) => Ask<SourceProtocol.Snapshots>(new SourceProtocol.GetSnapshots(Some.Source, all)).List;

    internal SourceStatus Status() => Ask<SourceStatus>(new SourceProtocol.GetStatus(Some.Source));

    /// <summary>A question of its own, so that nothing else in the test's mailbox is taken for the answer.</summary>
    internal T Ask<T>(object message)
    {
        var probe = CreateTestProbe();
        _node.Tell(message, probe.Ref);
        return probe.ExpectMsg<T>(TimeSpan.FromSeconds(20));
    }
}
