using Akka.Actor;
using Akka.Persistence.Tests.Support;
using static Akka.Persistence.Tests.Support.Recorder;

namespace Akka.Persistence.Tests;

public sealed class RecoveryTests(ITestOutputHelper output) : Akka.TestKit.Xunit2.TestKit(TestHocon.InMemory, output: output)
{
    [Fact]
    public void Is_told_of_its_end_before_the_first_command()
    {
        Write3("a");

        var witness = Sys.ActorOf(Witness("a"));
        witness.Tell("command", TestActor);

        Assert.Equal(["one", "two", "three", "completed", "command"], ReceiveN(5).Cast<string>());
    }

    [Fact]
    public void Starts_from_the_checkpoint_and_adds_the_events_after_it()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));
        recorder.Tell(new WriteAll("one", "two"), TestActor);
        recorder.Tell(new Checkpoint(), TestActor);
        ReceiveN(2);
        ExpectMsg<SaveSnapshotSuccess>();
        recorder.Tell(new Write("three"), TestActor);
        ExpectMsg("three");

        Sys.ActorOf(Witness("a"));

        Assert.Equal(["offer of 2", "three", "completed"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void Needs_no_events_below_its_checkpoint()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));
        recorder.Tell(new WriteAll("one", "two"), TestActor);
        recorder.Tell(new Checkpoint(), TestActor);
        recorder.Tell(new DropEvents(2), TestActor);
        Assert.Contains(new DeleteMessagesSuccess(2), ReceiveN(4)); // the snapshot store answers in its own time

        recorder.Tell(new Fail("restart"), TestActor);
        recorder.Tell(new List(), TestActor);
        recorder.Tell(new Count(), TestActor);

        Assert.Equal(["one", "two"], ExpectMsg<Texts>().Items);
        ExpectMsg(new Numbers(2, 2));
    }

    [Fact]
    public void Stops_where_it_is_told_to()
    {
        Write3("a");

        Sys.ActorOf(Witness("a", new Recovery(SnapshotSelectionCriteria.Latest, toSequenceNr: 2)));

        Assert.Equal(["one", "two", "completed"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void Of_nothing_still_learns_the_highest_number()
    {
        Write3("a");

        var witness = Sys.ActorOf(Witness("a", Recovery.None));
        ExpectMsg("completed");
        witness.Tell("number", TestActor);

        ExpectMsg(3L);
    }

    [Fact]
    public void May_persist_when_it_is_complete()
    {
        Sys.ActorOf(Akka.Actor.Props.Create(() => new Opening(TestActor)));

        ExpectMsg("opened");
    }

    [Fact]
    public void Refuses_to_persist_while_it_lasts()
    {
        Write3("a");

        Sys.ActorOf(Akka.Actor.Props.Create(() => new Hasty("a", TestActor)));

        ExpectMsg<InvalidOperationException>();
    }

    [Fact]
    public void Stops_an_actor_that_cannot_apply_its_own_event()
    {
        Write3("a");

        var broken = Watch(Sys.ActorOf(Akka.Actor.Props.Create(() => new Broken("a", TestActor))));

        ExpectMsg("two");
        ExpectTerminated(broken);
    }

    private void Write3(string id)
    {
        var recorder = Watch(Sys.ActorOf(Recorder.Props(id)));
        recorder.Tell(new WriteAll("one", "two", "three"), TestActor);
        ReceiveN(3);
        Sys.Stop(recorder);
        ExpectTerminated(recorder);
    }

    private Props Witness(string id, Recovery? recovery = null) =>
        Akka.Actor.Props.Create(() => new WitnessActor(id, recovery ?? Recovery.Default, TestActor));

    /// <summary>Tells what it recovers.</summary>
    private sealed class WitnessActor : ReceivePersistentActor
    {
        public WitnessActor(string id, Recovery recovery, IActorRef listener)
        {
            (PersistenceId, Recovery) = (id, recovery);
            Recover<Written>(e => listener.Tell(e.Text));
            Recover<SnapshotOffer>(o => listener.Tell($"offer of {o.Metadata.SequenceNr}"));
            Recover<RecoveryCompleted>(_ => listener.Tell("completed"));
            Command<string>(s => s == "number", _ => Sender.Tell(LastSequenceNr));
            Command<string>(s => listener.Tell(s));
        }

        public override string PersistenceId { get; }
        public override Recovery Recovery { get; }
    }

    private sealed class Hasty : ReceivePersistentActor
    {
        public Hasty(string id, IActorRef listener)
        {
            PersistenceId = id;
            Recover<Written>(e =>
            {
                try { Persist(e, _ => { }); }
                catch (InvalidOperationException refusal) { listener.Tell(refusal); throw; }
            });
        }

        public override string PersistenceId { get; }
    }

    private sealed class Broken : ReceivePersistentActor
    {
        private readonly IActorRef _listener;

        public Broken(string id, IActorRef listener)
        {
            (PersistenceId, _listener) = (id, listener);
            Recover<Written>(e => e.Text == "two", _ => throw new InvalidOperationException("I do not know two."));
            RecoverAny(_ => { });
        }

        public override string PersistenceId { get; }

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => _listener.Tell(((Written)message!).Text);
    }

    private sealed class Opening : ReceivePersistentActor
    {
        public Opening(IActorRef listener)
        {
            Recover<RecoveryCompleted>(_ => Persist("opened", e => listener.Tell(e)));
            RecoverAny(_ => { });
        }

        public override string PersistenceId => "opening";
    }
}
