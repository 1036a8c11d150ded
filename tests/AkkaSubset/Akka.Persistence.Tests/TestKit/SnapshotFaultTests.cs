using Akka.Configuration;
using Akka.Persistence.TestKit;
using Akka.Persistence.Tests.Support;
using static Akka.Persistence.Tests.Support.Recorder;

namespace Akka.Persistence.Tests.TestKit;

public sealed class SnapshotFaultTests(ITestOutputHelper output)
    : PersistenceTestKit(ConfigurationFactory.ParseString("akka.loglevel = OFF"), output: output)
{
    [Fact]
    public async Task A_save_that_failed_is_told_with_its_reason() => await WithSnapshotSave(save => save.Fail(), () =>
    {
        Sys.ActorOf(Recorder.Props("a")).Tell(new Checkpoint(), TestActor);

        Assert.IsType<TestSnapshotStoreFailureException>(ExpectMsg<SaveSnapshotFailure>().Cause);
    });

    [Fact]
    public async Task A_deletion_that_failed_is_told_with_its_reason() => await WithSnapshotDelete(delete => delete.Fail(), () =>
    {
        Sys.ActorOf(Recorder.Props("a")).Tell(new DropCheckpoints(1), TestActor);

        Assert.IsType<TestSnapshotStoreFailureException>(ExpectMsg<DeleteSnapshotsFailure>().Cause);
    });

    [Fact]
    public async Task A_load_that_failed_stops_the_recovering_actor() => await WithSnapshotLoad(load => load.Fail(), () =>
        ExpectTerminated(Watch(Sys.ActorOf(Recorder.Props("a")))));

    [Fact]
    public async Task Saves_pass_again_after_the_fault()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));
        await WithSnapshotSave(save => save.Fail(), () =>
        {
            recorder.Tell(new Checkpoint(), TestActor);
            ExpectMsg<SaveSnapshotFailure>();
        });

        recorder.Tell(new Checkpoint(), TestActor);

        ExpectMsg<SaveSnapshotSuccess>();
    }
}
