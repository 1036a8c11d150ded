using System.Collections.Immutable;
using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Serialization;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Testing;
using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorBackup.Actors.Tests.Sources;

/// <summary>Two systems that both believe they own one source, with one journal on disk: what ownership must never let happen, and what then must still be right.</summary>
public sealed class TwoOwnersTests : TestKit
{
    private readonly string _folder;
    private readonly World _world = new();
    private readonly List<ActorSystem> _others = [];

    public TwoOwnersTests(ITestOutputHelper output) : this(Directory.CreateTempSubdirectory("two-owners-").FullName, output)
    {
    }

    private TwoOwnersTests(string folder, ITestOutputHelper output) : base(Hocon(folder), output) => _folder = folder;

    private static string Hocon(string folder) => $$"""
        akka {
          loglevel = INFO
          test { single-expect-default = 30s, default-timeout = 30s }
          logger-formatter = "ActorBackup.Actors.Logging.NamedHoleFormatter, ActorBackup.Actors"
          persistence {
            journal.plugin = "akka.persistence.journal.inmem"
            snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
            journal.shared { class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql", connection-string = "Data Source={{folder}}/shared.db", provider-name = "SQLite.MS", auto-initialize = true, replay-filter.mode = off }
            snapshot-store.shared { class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql", connection-string = "Data Source={{folder}}/shared.db", provider-name = "SQLite.MS", auto-initialize = true }
          }
        }
        """ + "\n" + SerializationHocon.Text;

    [Fact]
    public void Each_request_has_one_effect_whoever_is_asked()
    {
        var (a, b) = (Start(Sys, "a"), Start(Another(), "b"));
        Grant(a, new FakeClaim(1));
        var second = Grant(b, new FakeClaim(1));
        ImmutableList<string> ids = [.. Enumerable.Range(1, 6).Select(i => $"m{i}")];

        foreach (var (i, id) in ids.Index())
        {
            var (asked, other) = i % 2 == 0 ? (b, a) : (a, b);
            other.Tell(NodeTestKit.Manual(id, id), CreateTestProbe().Ref);
            Insist(asked, id);
        }

        second.End();
        b.Tell(new OwnershipProtocol.AllLost("test"), ActorRefs.NoSender);
        foreach (var id in ids) Assert.Equal(OutcomeState.Durable, Insist(a, id).State);
        var snapshots = Snapshots(a).FindAll(s => s.Health.IsHealthy);
        Assert.All(ids, id => Assert.Single(snapshots, s => s.Triggers.Exists(t => t.Id.Value == id)));
        Assert.Equal(snapshots.Select(s => s.Id).Order(Comparer<SnapshotId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value))),
            _world.Copies.Live.Where(id => snapshots.Exists(s => s.Id == id)));
    }

    [Fact]
    public void One_that_slept_through_its_end_is_kept_out_by_the_journal()
    {
        var stale = Start(Sys, "stale");
        Grant(stale, new FakeClaim(1));   // it never learns that its claim has ended
        Assert.Equal(OutcomeState.Durable, Insist(stale, "m1").State);
        var next = Start(Another(), "next");
        Grant(next, new FakeClaim(2));
        Assert.Equal(OutcomeState.Durable, Insist(next, "m2").State);

        var asker = CreateTestProbe();
        stale.Tell(NodeTestKit.Manual("m3"), asker.Ref);

        Assert.Equal(RefusalKind.Away, asker.ExpectMsg<SourceProtocol.Refused>().Why.Kind);
    }

    [Fact]
    public void A_journal_that_is_replaced_while_it_is_read_is_read_again()
    {
        var first = Start(Another(), "first");
        Grant(first, new FakeClaim(1));
        var before = Insist(first, "m1");
        first.Tell(new OwnershipProtocol.AllLost("test"), ActorRefs.NoSender);
        AwaitAssert(() => Assert.Equal(RefusalKind.Away, Refused(first).Kind), TimeSpan.FromSeconds(30));

        Mark(deleted: true);   // and the checkpoint that stands for it was not there yet when it was looked for
        var next = Start(Sys, "next");
        Grant(next, new FakeClaim(2));
        AwaitAssert(() => Assert.Contains("starting again", Refused(next).Why, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Mark(deleted: false);

        Assert.Equal(before.Snapshot, Insist(next, "m1").Snapshot);
    }

    private void Mark(bool deleted)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder}/shared.db");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE journal SET deleted = {(deleted ? 1 : 0)}";
        Assert.True(command.ExecuteNonQuery() > 0);
    }

    private Refusal Refused(IActorRef node)
    {
        var asker = CreateTestProbe();
        node.Tell(new SourceProtocol.GetSnapshots(Some.Source, All: true), asker.Ref);
        return asker.ExpectMsg<SourceProtocol.Refused>(TimeSpan.FromSeconds(5)).Why;
    }

    private ActorSystem Another()
    {
        var system = ActorSystem.Create("another", Hocon(_folder));
        _others.Add(system);
        return system;
    }

    private IActorRef Start(ActorSystem system, string name)
    {
        var settings = Some.Settings() with { Shared = new SharedSettings(null), Change = null };
        var parts = _world.Parts() with { Node = new NodeId(name), Ownership = Props.Create(() => new Silent()), Time = TimeProvider.System };
        return system.ActorOf(NodeActor.Props(World.Settings(settings), parts), "node");
    }

    private static FakeClaim Grant(IActorRef node, FakeClaim claim)
    {
        node.Tell(new OwnershipProtocol.Granted(Some.Source, claim), ActorRefs.NoSender);
        return claim;
    }

    /// <summary>As a client does: sends the request again, with the same id, until it has its outcome.</summary>
    private Outcome Insist(IActorRef node, string id)
    {
        Outcome? outcome = null;
        AwaitAssert(() =>
        {
            var asker = CreateTestProbe();
            node.Tell(NodeTestKit.Manual(id, id), asker.Ref);
            outcome = asker.ExpectMsg<SourceProtocol.Done>(TimeSpan.FromSeconds(2)).Outcome;
            Assert.True(outcome.IsFinal);
        }, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(100));
        return outcome!;
    }

    private ImmutableList<Snapshot> Snapshots(IActorRef node)
    {
        var asker = CreateTestProbe();
        node.Tell(new SourceProtocol.GetSnapshots(Some.Source, All: true), asker.Ref);
        return asker.ExpectMsg<SourceProtocol.Snapshots>().List;
    }

    protected override void AfterAll()
    {
        foreach (var system in _others) system.Terminate().GetAwaiter().GetResult();
        base.AfterAll();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Silent : ReceiveActor
    {
        public Silent() => ReceiveAny(_ => { });
    }
}
