using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;
using Akka.Persistence.TestKit;
using Akka.Persistence.Tests.Support;
using static Akka.Persistence.Tests.Support.Recorder;

namespace Akka.Persistence.Tests.TestKit;

public sealed class JournalFaultTests(ITestOutputHelper output) : PersistenceTestKit(Settings, output: output)
{
    private static readonly Config Settings = ConfigurationFactory.ParseString(
        """
        akka.loglevel = OFF
        akka.persistence.max-concurrent-recoveries = 2
        akka.persistence.journal.test.circuit-breaker { max-failures = 3, call-timeout = 10s, reset-timeout = 1h }
        akka.persistence.journal.silent { class = "Akka.Persistence.TestKit.TestJournal, Akka.Persistence.TestKit", recovery-event-timeout = 50ms }
        """);

    [Fact]
    public async Task A_failed_write_stops_the_actor() => await WithJournalWrite(write => write.Fail(), () =>
    {
        var recorder = Watch(Sys.ActorOf(Recorder.Props("a")));

        recorder.Tell(new Write("one"), TestActor);

        ExpectMsg<Status.Failure>();
        ExpectTerminated(recorder);
    });

    [Fact]
    public async Task A_rejected_write_leaves_the_actor_running() => await WithJournalWrite(
        write => write.RejectIf(p => p.Payload is "one"), () =>
    {
        var confessor = Sys.ActorOf(Akka.Actor.Props.Create(() => new Confessor(TestActor)));

        confessor.Tell("one", TestActor);
        confessor.Tell("two", TestActor);

        Assert.Equal("rejection 1", ExpectMsg<string>());
        Assert.Equal("two", ExpectMsg<string>());
    });

    [Fact]
    public async Task One_rejected_event_rejects_all_of_its_PersistAll()
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));
        await WithJournalWrite(write => write.RejectIf(p => p.Payload is Written { Text: "two" }), () =>
        {
            recorder.Tell(new WriteAll("one", "two"), TestActor);
            recorder.Tell(new List(), TestActor);

            ReceiveN(2); // a rejection of each event
            Assert.Empty(ExpectMsg<Texts>().Items);
        });
    }

    [Fact]
    public async Task Writes_pass_again_after_the_fault()
    {
        await WithJournalWrite(write => write.Fail(), () =>
        {
            var failed = Watch(Sys.ActorOf(Recorder.Props("a")));
            failed.Tell(new Write("one"), TestActor);
            ExpectMsg<Status.Failure>();
            ExpectTerminated(failed);
        });

        Sys.ActorOf(Recorder.Props("a")).Tell(new Write("two"), TestActor);

        ExpectMsg("two");
    }

    [Fact]
    public async Task Commands_wait_for_a_slow_write() => await WithJournalWrite(
        write => write.PassWithDelay(TimeSpan.FromMilliseconds(50)), () =>
    {
        var recorder = Sys.ActorOf(Recorder.Props("a"));

        recorder.Tell(new Write("one"), TestActor);
        recorder.Tell(new List(), TestActor);

        ExpectMsg("one");
        Assert.Equal(["one"], ExpectMsg<Texts>().Items);
    });

    [Fact]
    public async Task A_failed_replay_stops_the_actor()
    {
        await WriteAsync("a");

        await WithJournalRecovery(recovery => recovery.FailOnType<Written>(), () =>
            ExpectTerminated(Watch(Sys.ActorOf(Recorder.Props("a")))));
    }

    [Fact]
    public async Task A_journal_that_failed_too_often_is_not_asked_any_more()
    {
        var recorders = Enumerable.Range(1, 4).Select(i => Sys.ActorOf(Recorder.Props($"a{i}"))).ToArray();
        foreach (var recorder in recorders) await recorder.Ask<Texts>(new List(), TimeSpan.FromSeconds(5));
        await WithJournalWrite(write => write.Fail(), () =>
        {
            foreach (var recorder in recorders[..3])
            {
                recorder.Tell(new Write("one"), TestActor);
                ExpectMsg<Status.Failure>();
            }
        });

        recorders[3].Tell(new Write("one"), TestActor);

        Assert.IsType<OpenCircuitException>(ExpectMsg<Status.Failure>().Cause);
    }

    [Fact]
    public async Task A_recovery_waits_until_one_of_the_permits_is_free()
    {
        foreach (var id in (string[])["a", "b", "late"]) await WriteAsync(id);
        var (heldA, heldB) = (new TaskCompletionSource(), new TaskCompletionSource());
        await Journal.OnRecovery.SetInterceptorAsync(new Held(p =>
        {
            if (p.PersistenceId != "late") TestActor.Tell(p.PersistenceId);
            return p.PersistenceId switch { "a" => heldA.Task, "b" => heldB.Task, _ => Task.CompletedTask };
        }));
        foreach (var id in (string[])["a", "b"]) Sys.ActorOf(Recorder.Props(id));
        Assert.Equal(["a", "b"], ReceiveN(2).Cast<string>().Order()); // each has its permit

        Sys.ActorOf(Recorder.Props("late")).Tell(new List(), TestActor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100)); // none is left: it must not even begin
        heldA.SetResult();

        Assert.Equal(["one"], ExpectMsg<Texts>().Items);
        heldB.SetResult();
    }

    [Fact]
    public async Task A_recovery_that_hears_nothing_for_too_long_stops_the_actor()
    {
        const string silent = "akka.persistence.journal.silent";
        await WriteAsync("a", silent);
        var journal = TestJournal.FromRef(Persistence.Instance.Apply(Sys).JournalFor(silent));
        await journal.OnRecovery.SetInterceptorAsync(new Held(_ => new TaskCompletionSource().Task));

        var recorder = Watch(Sys.ActorOf(Recorder.Props("a", silent)));

        ExpectTerminated(recorder);
    }

    private async Task WriteAsync(string id, string journal = "")
    {
        var recorder = Sys.ActorOf(Recorder.Props(id, journal));
        await recorder.Ask<string>(new Write("one"), TimeSpan.FromSeconds(5));
        await recorder.GracefulStop(TimeSpan.FromSeconds(5));
    }

    private sealed class Held(Func<IPersistentRepresentation, Task> until) : IJournalInterceptor
    {
        public Task InterceptAsync(IPersistentRepresentation message) => until(message);
    }

    /// <summary>Tells what becomes of its events.</summary>
    private sealed class Confessor : ReceivePersistentActor
    {
        private readonly IActorRef _listener;

        public Confessor(IActorRef listener)
        {
            _listener = listener;
            Command<string>(s => Persist(s, e => listener.Tell(e)));
            RecoverAny(_ => { });
        }

        public override string PersistenceId => "confessor";

        protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => _listener.Tell($"rejection {sequenceNr}");
    }
}
