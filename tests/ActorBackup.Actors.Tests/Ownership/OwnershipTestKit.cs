using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using ActorBackup.Testing;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace ActorBackup.Actors.Tests.Ownership;

/// <summary>One /ownership on a table in memory, with the test as its node; time by hand.</summary>
public abstract class OwnershipTestKit(ITestOutputHelper output) : TestKit(Hocon, output)
{
    private const string Hocon = """
        akka {
          loglevel = INFO
          test { single-expect-default = 20s, default-timeout = 20s }
          logger-formatter = "ActorBackup.Actors.Logging.NamedHoleFormatter, ActorBackup.Actors"
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          lease { lease-class = "ActorBackup.Actors.Ownership.OwnershipLease, ActorBackup.Actors" }
        }
        """;

    private static readonly TimeSpan Step = OwnershipTimes.Default.LookEvery;

    protected static readonly SourceId Docs = SourceId.Parse("docs");

    internal ManualTime Time { get; } = new();

    internal FakeOwnershipTable Table { get; } = new();

    internal IActorRef Ownership { get; private set; } = ActorRefs.Nobody;

    /// <summary>Of these two names the one that is the first choice for docs.</summary>
    internal static string FirstChoice => Placement.Score(new NodeId("a"), "docs") > Placement.Score(new NodeId("b"), "docs") ? "a" : "b";

    internal static string SecondChoice => FirstChoice == "a" ? "b" : "a";

    internal void Start(string node = "a", params string[] sources)
    {
        Ownership = Sys.ActorOf(Props.Create(() => new Node(OwnershipActor.Props(SomeNodes.Face(node), () => Table, Time), TestActor)));
        Configure(sources.Length == 0 ? ["docs"] : sources);
    }

    internal void Configure(params string[] sources) =>
        Ownership.Tell(new OwnershipProtocol.Configure([.. sources.Select(source => new SharedSource(SourceId.Parse(source), null))]));

    /// <summary>Starts, joins and takes docs.</summary>
    internal IClaim StartAsOwner(string node = "a")
    {
        Start(node);
        ExpectMsg<OwnershipProtocol.Joined>();
        PassUntil(() => Row("docs")?.Owner is not null);
        return ExpectMsg<OwnershipProtocol.Granted>().Claim;
    }

    /// <summary>Each step is over when the next reading has begun: by then the round before was dealt with.</summary>
    internal void Pass(TimeSpan by, Action? each = null)
    {
        for (var left = by; left > TimeSpan.Zero; left -= Step)
        {
            each?.Invoke();
            var before = Table.Readings;
            Time.Advance(Step);
            ((TestScheduler)Sys.Scheduler).Advance(Step);
            AwaitCondition(() => Table.Readings > before, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(2));
        }
    }

    internal void PassUntil(Func<bool> condition, Action? each = null, int steps = 40)
    {
        for (var step = 0; step < steps && !condition(); step++) Pass(Step, each);
        AwaitCondition(condition);
    }

    internal SourceRow? Row(string source) => Table.Rows.Sources.GetValueOrDefault(source);

    internal ImmutableList<NodeRow> Rows(string node) => [.. Table.Rows.Nodes.Values.Where(row => row.Face.Node.Value == node)];

    internal void Beat(string incarnation) => Table.Change(rows => rows.Beat(incarnation).After);

    internal void OtherJoins(string node, string runtime = "AkkaSubset 0.1.0") =>
        Table.Change(rows => rows.Join($"{node}-1", SomeNodes.Face(node, runtime), SomeNodes.Shared("docs")).After);

    internal void OtherTakes(string node, string source = "docs") =>
        Table.Change(rows => rows.Take($"{node}-1", [rows.Sources.GetValueOrDefault(source) ?? new SourceRow(source, null, 0)]).After);

    internal T AskIt<T>(object message)
    {
        var probe = CreateTestProbe();
        Ownership.Tell(message, probe.Ref);
        return probe.ExpectMsg<T>(TimeSpan.FromSeconds(20));
    }

    /// <summary>Stands where the node does: passes on what it is told, and tells the test what its child says.</summary>
    private sealed class Node : ReceiveActor
    {
        public Node(Props child, IActorRef test)
        {
            var ownership = Context.ActorOf(child, "ownership");
            ReceiveAny(message => (Sender.Equals(ownership) ? test : ownership).Forward(message));
        }
    }
}
