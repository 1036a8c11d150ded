using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Snapshot;
using Akka.Persistence.Tests.Support;
using static Akka.Persistence.Tests.Support.Recorder;

namespace Akka.Persistence.Tests;

public sealed class CheckpointTests(ITestOutputHelper output) : Akka.TestKit.Xunit2.TestKit(TestHocon.InMemory, output: output)
{
    [Fact]
    public void Is_saved_under_the_number_of_the_last_event()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));
        recorder.Tell(new WriteAll("one", "two"), TestActor);
        ReceiveN(2);

        recorder.Tell(new Checkpoint(), TestActor);

        var metadata = ExpectMsg<SaveSnapshotSuccess>().Metadata;
        Assert.Equal(("a", 2), (metadata.PersistenceId, metadata.SequenceNr));
    }

    [Fact]
    public void Is_not_offered_once_it_is_deleted()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));
        recorder.Tell(new Write("one"), TestActor);
        recorder.Tell(new Checkpoint(), TestActor);
        recorder.Tell(new DropCheckpoints(1), TestActor);
        recorder.Tell(new DropEvents(1), TestActor);
        ReceiveN(4);

        recorder.Tell(new Fail("restart"), TestActor);
        recorder.Tell(new List(), TestActor);

        Assert.Empty(ExpectMsg<Texts>().Items);
    }

    [Fact]
    public void Cannot_be_saved_where_no_store_is_configured()
    {
        using var system = ActorSystem.Create("no-store", ConfigurationFactory.ParseString(
            """
            akka.loglevel = OFF
            akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
            akka.persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store"
            """));

        system.ActorOf(Recorder.Props("a")).Tell(new Checkpoint(), TestActor);

        Assert.IsType<NoSnapshotStore.NoSnapshotStoreException>(ExpectMsg<SaveSnapshotFailure>().Cause);
    }
}
