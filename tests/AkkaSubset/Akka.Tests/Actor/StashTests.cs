using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class StashTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("", output)
{
    [Fact]
    public void Gives_messages_back_in_the_order_in_which_they_came()
    {
        var door = ActorOf(() => new Door());

        foreach (var message in new[] { "a", "b", "c", "open", "d" })
            door.Tell(message);

        Assert.Equal(["a", "b", "c", "d"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void Keeps_the_sender_of_a_stashed_message()
    {
        var door = ActorOf(() => new Door());
        var guest = CreateTestProbe();

        door.Tell("a", guest);
        door.Tell("open");

        guest.ExpectMsg("a");
    }

    [Fact]
    public void Gives_stashed_messages_back_before_a_restart()
    {
        var door = ActorOf(() => new Door());

        EventFilter.Exception<InvalidDataException>().ExpectOne(() =>
        {
            door.Tell("a");
            door.Tell("fail");
            door.Tell("open");
        });

        ExpectMsg("a");
    }

    [Fact]
    public void Turns_stashed_messages_into_dead_letters_at_the_end()
    {
        var door = ActorOf(() => new Door());

        EventFilter.DeadLetter<string>().Expect(2, () =>
        {
            door.Tell("a");
            door.Tell("b");
            door.Tell(PoisonPill.Instance);
        });
    }

    [Fact]
    public void Refuses_to_stash_a_message_twice()
    {
        var door = ActorOf(() => new Door());

        door.Tell("twice");

        ExpectMsg<IllegalActorStateException>();
    }

    [Fact]
    public void Gives_the_oldest_message_back_alone()
    {
        var door = ActorOf(() => new Door());
        foreach (var message in new[] { "a", "b", "one", "open" })
            door.Tell(message);

        Assert.Equal(["b", "a"], ReceiveN(2).Cast<string>());
    }

    private sealed class Door : ReceiveActor, IWithUnboundedStash
    {
        public Door()
        {
            Receive<string>(text => text == "fail", _ => throw new InvalidDataException("as asked"));
            Receive<string>(text => text == "one", _ => Stash.Unstash());
            Receive<string>(text => text == "twice", _ =>
            {
                Stash.Stash();
                Sender.Tell(Record.Exception(Stash.Stash));
            });
            Receive<string>(text => text == "open", _ =>
            {
                Become(() => ReceiveAny(message => Sender.Tell(message)));
                Stash.UnstashAll();
            });
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }
}
