using Akka.Event;

namespace Akka.Tests.Event;

public sealed class EventStreamTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("", output)
{
    private interface IFruit;

    [Fact]
    public void Gives_an_event_to_who_subscribed_to_its_class()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Apple));

        Sys.EventStream.Publish(new Apple("red"));
        Sys.EventStream.Publish(new Nut());

        ExpectMsg(new Apple("red"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Gives_an_event_to_who_subscribed_to_an_interface_of_it()
    {
        Sys.EventStream.Subscribe<IFruit>(TestActor);

        Sys.EventStream.Publish(new Apple("red"));

        ExpectMsg(new Apple("red"));
    }

    [Fact]
    public void Gives_an_event_once_to_who_subscribed_in_two_ways()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Apple));
        Sys.EventStream.Subscribe(TestActor, typeof(IFruit));

        Sys.EventStream.Publish(new Apple("red"));

        ExpectMsg(new Apple("red"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Gives_nothing_to_who_unsubscribed()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Apple));

        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Apple)));
        Sys.EventStream.Publish(new Apple("red"));

        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Tells_a_dead_letter_with_its_sender_and_recipient()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var dead = CreateTestProbe();
        Watch(dead);
        Sys.Stop(dead);
        ExpectTerminated(dead);
        var sender = CreateTestProbe();

        dead.Ref.Tell(new Apple("rotten"), sender);

        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal((new Apple("rotten"), sender.Ref, dead.Ref), ((Apple)letter.Message, letter.Sender, letter.Recipient));
    }

    private sealed record Apple(string Colour) : IFruit;

    private sealed record Nut;
}
