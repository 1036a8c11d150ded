using Akka.Actor;
using Akka.Configuration;

namespace Akka.Tests.Actor;

public sealed class TellAndAskTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ActorSystem _system = ActorSystem.Create("tell", ConfigurationFactory.ParseString("akka.stdout-loglevel = OFF, akka.loglevel = OFF"));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public async Task Keeps_the_order_of_one_sender()
    {
        var collector = _system.ActorOf(Props.Create(() => new Collector()), "collector");

        for (var i = 0; i < 10_000; i++)
            collector.Tell(i);

        Assert.Equal(Enumerable.Range(0, 10_000), await collector.Ask<int[]>("all", Patience));
    }

    [Fact]
    public async Task Gives_an_answer_to_who_asks()
    {
        var collector = _system.ActorOf<Collector>();

        collector.Tell(7);

        Assert.Equal(new[] { 7 }, await collector.Ask<int[]>("all", Patience));
    }

    [Fact]
    public async Task Fails_an_ask_that_gets_no_answer_in_time()
    {
        var silent = _system.ActorOf<Silent>();

        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("anybody there?", TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task Cancels_an_ask()
    {
        using var stop = new CancellationTokenSource();
        var asked = _system.ActorOf<Silent>().Ask<string>("anybody there?", stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Fails_an_ask_with_the_cause_of_a_failure()
    {
        var failing = _system.ActorOf<Failing>();

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => failing.Ask<string>("fail", Patience));

        Assert.Equal("as asked", failure.Message);
    }

    [Fact]
    public async Task Fails_an_ask_whose_answer_is_of_another_type()
    {
        var collector = _system.ActorOf<Collector>();

        await Assert.ThrowsAsync<ArgumentException>(() => collector.Ask<string>("all", Patience));
    }

    private sealed class Collector : ReceiveActor
    {
        private readonly List<int> _numbers = [];

        public Collector()
        {
            Receive<int>(_numbers.Add);
            Receive<string>(text => text == "all", _ => Sender.Tell(_numbers.ToArray()));
        }
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }

    private sealed class Failing : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(new Status.Failure(new InvalidDataException("as asked")));
    }
}
