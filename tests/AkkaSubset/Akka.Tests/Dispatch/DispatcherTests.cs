using Akka.Actor;

namespace Akka.Tests.Dispatch;

public sealed class DispatcherTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit(Settings, output)
{
    private const string Settings = """
        my-own { type = PinnedDispatcher }
        shared { type = Dispatcher, throughput = 1 }
        wrong { type = NoSuchThing }
        """;

    [Fact]
    public void Runs_a_pinned_actor_on_one_thread_that_is_not_of_the_pool()
    {
        var actor = Sys.ActorOf(Props.Create(() => new ThreadReporter()).WithDispatcher("my-own"));

        for (var i = 0; i < 20; i++)
            actor.Tell("which?");

        var threads = ReceiveN(20).Cast<(int Id, bool IsOfPool)>().Distinct().ToArray();
        Assert.Single(threads);
        Assert.False(threads[0].IsOfPool);
    }

    [Fact]
    public void Gives_each_pinned_actor_a_thread_of_its_own()
    {
        var props = Props.Create(() => new ThreadReporter()).WithDispatcher("my-own");

        Sys.ActorOf(props).Tell("which?");
        Sys.ActorOf(props).Tell("which?");

        Assert.Equal(2, ReceiveN(2).Distinct().Count());
    }

    [Fact]
    public void Restarts_a_pinned_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new ThreadReporter()).WithDispatcher("my-own"));

        EventFilter.Exception<InvalidDataException>().ExpectOne(() => actor.Tell("fail"));
        actor.Tell("which?");

        ExpectMsg<(int, bool)>();
    }

    [Fact]
    public void Runs_an_actor_on_a_configured_dispatcher()
    {
        var actor = Sys.ActorOf(Props.Create(() => new DispatcherReporter()).WithDispatcher("shared"));

        actor.Tell("which?");

        ExpectMsg("shared");
    }

    [Theory]
    [InlineData("no-such-path")]
    [InlineData("wrong")]
    public void Refuses_a_dispatcher_that_is_not_configured_rightly(string id) =>
        Assert.ThrowsAny<Exception>(() => Sys.ActorOf(Props.Create(() => new ThreadReporter()).WithDispatcher(id)));

    [Fact]
    public void Handles_one_message_at_a_time_whoever_sends()
    {
        var counter = ActorOf(() => new UnsafeCounter());

        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 10_000; i++)
                counter.Tell("count", ActorRefs.NoSender);
        });
        counter.Tell("sum");

        ExpectMsg(80_000, TimeSpan.FromSeconds(20));
    }

    private sealed class ThreadReporter : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidDataException("as asked");
            Sender.Tell((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
        }
    }

    private sealed class DispatcherReporter : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(Context.Dispatcher.Id);
    }

    private sealed class UnsafeCounter : UntypedActor
    {
        private int _count;

        protected override void OnReceive(object message)
        {
            if (message is "count")
                _count++;
            else
                Sender.Tell(_count);
        }
    }
}
