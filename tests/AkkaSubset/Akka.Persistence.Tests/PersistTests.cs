using Akka.Actor;
using Akka.Persistence.Tests.Support;
using static Akka.Persistence.Tests.Support.Recorder;

namespace Akka.Persistence.Tests;

public sealed class PersistTests(ITestOutputHelper output) : Akka.TestKit.Xunit2.TestKit(TestHocon.InMemory, output: output)
{
    [Fact]
    public void Runs_the_handler_with_the_sender_of_the_command()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));

        recorder.Tell(new Write("one"), TestActor);

        ExpectMsg("one");
    }

    [Fact]
    public void Handles_commands_in_their_order_although_each_waits_for_the_write_before()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));
        var texts = Enumerable.Range(1, 200).Select(i => $"{i}").ToArray();

        foreach (var text in texts) recorder.Tell(new Write(text), TestActor);

        Assert.Equal(texts, ReceiveN(200).Cast<string>());
    }

    [Fact]
    public void Answers_a_query_that_came_after_a_write_with_the_written_state()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));

        recorder.Tell(new Write("one"), TestActor);
        recorder.Tell(new List(), TestActor);

        ExpectMsg("one");
        Assert.Equal(["one"], ExpectMsg<Texts>().Items);
    }

    [Fact]
    public void Handles_no_command_between_the_events_of_one_PersistAll()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));

        recorder.Tell(new WriteAll("one", "two", "three"), TestActor);
        recorder.Tell(new Write("four"), TestActor);

        Assert.Equal(["one", "two", "three", "four"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void Goes_on_after_a_PersistAll_of_nothing()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));

        recorder.Tell(new WriteAll(), TestActor);
        recorder.Tell(new Write("one"), TestActor);

        ExpectMsg("one");
    }

    [Fact]
    public void Numbers_events_from_one_without_gaps()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));

        recorder.Tell(new WriteAll("one", "two"), TestActor);
        recorder.Tell(new Write("three"), TestActor);
        recorder.Tell(new Count(), TestActor);

        ReceiveN(3);
        ExpectMsg(new Numbers(Last: 3, Snapshot: 3));
    }

    [Fact]
    public void Writes_what_a_handler_persists_before_the_next_command()
    {
        var chain = Sys.ActorOf(Akka.Actor.Props.Create(() => new Chain()));

        chain.Tell("start", TestActor);
        chain.Tell("next", TestActor);

        ExpectMsg("first");
        ExpectMsg("second");
        ExpectMsg("next");
    }

    [Fact]
    public void Has_all_its_events_again_after_a_restart()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));
        recorder.Tell(new WriteAll("one", "two"), TestActor);
        ReceiveN(2);

        recorder.Tell(new Fail("broken"), TestActor);
        recorder.Tell(new List(), TestActor);

        Assert.Equal(["one", "two"], ExpectMsg<Texts>().Items);
    }

    [Fact]
    public void Keeps_waiting_commands_in_order_over_a_restart()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));

        recorder.Tell(new Write("one"), TestActor);
        recorder.Tell(new Fail("broken"), TestActor);
        recorder.Tell(new Write("two"), TestActor);
        recorder.Tell(new Write("three"), TestActor);

        Assert.Equal(["one", "two", "three"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void Persists_an_event_whose_command_failed_after_handing_it_over()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));

        recorder.Tell(new WriteAndFail("one"), TestActor);
        recorder.Tell(new List(), TestActor);

        Assert.Equal(["one"], ExpectMsg<Texts>().Items);
    }

    [Fact]
    public void Is_recovered_by_another_actor_of_the_same_id()
    {
        var first = Sys.ActorOf(Recorder.Props("a"));
        first.Tell(new Write("one"), TestActor);
        ExpectMsg("one");
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);

        Sys.ActorOf(Recorder.Props("a")).Tell(new List(), TestActor);

        Assert.Equal(["one"], ExpectMsg<Texts>().Items);
    }

    [Fact]
    public void Knows_nothing_of_the_events_of_another_id()
    {
        Sys.ActorOf(Recorder.Props("a")).Tell(new Write("one"), TestActor);
        ExpectMsg("one");

        Sys.ActorOf(Recorder.Props("b")).Tell(new List(), TestActor);

        Assert.Empty(ExpectMsg<Texts>().Items);
    }

    [Fact]
    public void Takes_its_own_stash_out_in_order()
    {
        var gate = Sys.ActorOf(Akka.Actor.Props.Create(() => new Gate()));

        gate.Tell("one", TestActor);
        gate.Tell("two", TestActor);
        gate.Tell("open", TestActor);

        ExpectMsg("one");
        ExpectMsg("two");
    }

    [Fact]
    public void Refuses_an_actor_without_a_persistence_id()
    {
        var nameless = Watch(Sys.ActorOf(Recorder.Props(null!)));

        ExpectTerminated(nameless);
    }

    private sealed class Chain : ReceivePersistentActor
    {
        public Chain()
        {
            Command<string>(s => s == "start", _ => Persist("first", first =>
            {
                Sender.Tell(first);
                Persist("second", second => Sender.Tell(second));
            }));
            Command<string>(s => Sender.Tell(s));
            RecoverAny(_ => { });
        }

        public override string PersistenceId => "chain";
    }

    private sealed class Gate : ReceivePersistentActor
    {
        public Gate()
        {
            Command<string>(s => s == "open", _ => Persist("opened", _ =>
            {
                Become(() => Command<string>(s => Sender.Tell(s)));
                Stash.UnstashAll();
            }));
            Command<string>(_ => Stash.Stash());
            RecoverAny(_ => { });
        }

        public override string PersistenceId => "gate";
    }
}
