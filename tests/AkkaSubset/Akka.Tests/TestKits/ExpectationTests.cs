using Akka.Actor;
using Akka.TestKit;
using Xunit.Sdk;

namespace Akka.Tests.TestKits;

public sealed class ExpectationTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("akka.test.single-expect-default = 100ms", output)
{
    [Fact]
    public void Fails_a_test_that_gets_nothing() => Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>());

    [Fact]
    public void Fails_a_test_that_gets_another_type()
    {
        TestActor.Tell(1);

        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>());
    }

    [Fact]
    public void Fails_a_test_that_gets_another_value()
    {
        TestActor.Tell("one");

        Assert.ThrowsAny<XunitException>(() => ExpectMsg("two"));
    }

    [Fact]
    public void Fails_a_test_that_gets_something_where_it_expects_nothing()
    {
        TestActor.Tell("one");

        Assert.ThrowsAny<XunitException>(() => ExpectNoMsg());
    }

    [Fact]
    public void Checks_a_message_by_a_predicate()
    {
        TestActor.Tell("one");
        TestActor.Tell("two");

        ExpectMsg<string>(text => text.Length == 3);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(text => text.Length == 4));
    }

    [Fact]
    public void Takes_messages_in_any_order()
    {
        foreach (var message in new[] { "two", "one", "three" })
            TestActor.Tell(message);

        Assert.Equal(["two", "one"], ExpectMsgAllOf("one", "two"));
        Assert.Equal("three", ExpectMsgAnyOf(["three", "four"]));
    }

    [Fact]
    public void Fishes_for_a_message()
    {
        foreach (var message in new[] { "a", "b", "c" })
            TestActor.Tell(message);

        Assert.Equal("b", FishForMessage<string>(text => text == "b"));
        ExpectMsg("c");
    }

    [Fact]
    public void Ignores_what_it_is_told_to()
    {
        IgnoreMessages<int>();
        TestActor.Tell(1);
        TestActor.Tell("one");
        IgnoreNoMessages();
        TestActor.Tell(2);

        ExpectMsg("one");
        ExpectMsg(2);
    }

    [Fact]
    public void Answers_through_a_probe()
    {
        var probe = CreateTestProbe();

        probe.Ref.Tell("question");
        probe.ExpectMsg("question");
        probe.Reply("answer");

        ExpectMsgFrom(probe.Ref, "answer");
        Assert.Equal(probe.Ref, LastSender);
    }

    [Fact]
    public void Answers_by_itself_with_an_auto_pilot()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"got {message}", ActorRefs.NoSender);
            return AutoPilot.KeepRunning;
        }));

        probe.Ref.Tell(1);
        probe.Ref.Tell(2);

        ExpectMsg("got 1");
        ExpectMsg("got 2");
    }

    [Fact]
    public void Tries_an_assertion_until_it_holds()
    {
        var tries = 0;

        AwaitAssert(() => Assert.Equal(3, ++tries), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1));

        Assert.Equal(3, tries);
    }

    [Fact]
    public void Gives_up_a_condition_that_never_holds() =>
        Assert.ThrowsAny<XunitException>(() => AwaitCondition(() => false, TimeSpan.FromMilliseconds(20)));

    [Fact]
    public void Fails_code_that_takes_too_long() =>
        Assert.ThrowsAny<XunitException>(() => Within(TimeSpan.FromMilliseconds(20), () => ExpectMsg<string>()));

    [Fact]
    public void Gives_what_code_within_a_time_gives() => Assert.Equal(5, Within(TimeSpan.FromSeconds(5), () => 5));

    [Fact]
    public async Task Keeps_the_implied_sender_after_an_await()
    {
        var probe = CreateTestProbe();
        await Task.Yield();

        probe.Ref.Tell("hello");

        await probe.ExpectMsgFromAsync(TestActor, "hello");
    }
}
