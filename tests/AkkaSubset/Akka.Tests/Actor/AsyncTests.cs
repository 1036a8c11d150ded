using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class AsyncTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("", output)
{
    [Fact]
    public void Handles_nothing_else_while_a_handler_awaits()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = ActorOf(() => new Awaiter(release.Task));

        actor.Tell("await");
        actor.Tell("next");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        release.SetResult();

        ExpectMsg("awaited");
        ExpectMsg("next");
    }

    [Fact]
    public void Has_its_sender_and_self_after_an_await()
    {
        var actor = ActorOf(() => new Awaiter(Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System)));

        actor.Tell("await");

        ExpectMsgFrom(actor, "awaited");
    }

    [Fact]
    public void Fails_with_what_a_handlers_task_fails_with()
    {
        var actor = ActorOf(() => new Awaiter(Task.FromException(new InvalidDataException("as asked"))));

        EventFilter.Exception<InvalidDataException>().ExpectOne(() => actor.Tell("await"));
        actor.Tell("after");

        ExpectMsg("after");
    }

    [Fact]
    public void Pipes_a_result()
    {
        Task.FromResult(42).PipeTo(TestActor);

        ExpectMsg(42);
    }

    [Fact]
    public void Pipes_what_is_made_of_a_result()
    {
        Task.FromResult(42).PipeTo(TestActor, success: number => $"got {number}");

        ExpectMsg("got 42");
    }

    [Fact]
    public void Pipes_a_failure_as_a_status()
    {
        Task.FromException<int>(new InvalidDataException("as asked")).PipeTo(TestActor);

        Assert.IsType<InvalidDataException>(ExpectMsg<Status.Failure>().Cause);
    }

    [Fact]
    public void Pipes_what_is_made_of_a_failure()
    {
        Task.FromException<int>(new InvalidDataException("as asked")).PipeTo(TestActor, failure: e => e.Message);

        ExpectMsg("as asked");
    }

    [Fact]
    public void Pipes_as_the_sender_it_is_told()
    {
        var sender = CreateTestProbe();

        Task.FromResult(42).PipeTo(TestActor, sender);

        ExpectMsgFrom(sender.Ref, 42);
    }

    private sealed class Awaiter : ReceiveActor
    {
        public Awaiter(Task task)
        {
            ReceiveAsync<string>(text => text == "await", async _ =>
            {
                await task;
                Sender.Tell("awaited", Self);
            });
            ReceiveAny(message => Sender.Tell(message));
        }
    }
}
