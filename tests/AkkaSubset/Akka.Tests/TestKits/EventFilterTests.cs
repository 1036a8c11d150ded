using Akka.Actor;
using Akka.Event;
using Xunit.Sdk;

namespace Akka.Tests.TestKits;

public sealed class EventFilterTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("akka.test.filter-leeway = 200ms, akka.loglevel = DEBUG", output)
{
    [Fact]
    public void Counts_what_it_describes()
    {
        EventFilter.Info("exactly this").ExpectOne(() => Sys.Log.Info("exactly this"));
        EventFilter.Warning(start: "begins").ExpectOne(() => Sys.Log.Warning("begins like this"));
        EventFilter.Error(contains: "within").ExpectOne(() => Sys.Log.Error("it is within that"));
        EventFilter.Debug().Expect(2, () =>
        {
            Sys.Log.Debug("one");
            Sys.Log.Debug("two");
        });
    }

    [Fact]
    public void Fails_a_test_whose_event_does_not_come() =>
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("this").ExpectOne(() => Sys.Log.Info("that")));

    [Fact]
    public void Fails_a_test_whose_event_comes_where_none_should() =>
        Assert.ThrowsAny<XunitException>(() => EventFilter.Warning("this").Expect(0, () => Sys.Log.Warning("this")));

    [Fact]
    public void Looks_at_the_source()
    {
        var logger = Logging.GetLogger(Sys, TestActor);

        EventFilter.Info("hello", source: TestActor.Path.ToString()).ExpectOne(() =>
        {
            Sys.Log.Info("hello");
            logger.Info("hello");
        });
    }

    [Fact]
    public void Looks_at_the_class_and_text_of_an_exception() => EventFilter.Exception<InvalidDataException>(contains: "broken").ExpectOne(() =>
    {
        Sys.Log.Error(new IOException("broken"), "something");
        Sys.Log.Error(new InvalidDataException("whole"), "something");
        Sys.Log.Error(new InvalidDataException("broken"), "something");
    });

    [Fact]
    public async Task Counts_after_an_await() => await EventFilter.Info("later").ExpectOneAsync(async () =>
    {
        await Task.Yield();
        Sys.Log.Info("later");
    });

    [Fact]
    public void Counts_dead_letters() => EventFilter.DeadLetter<string>(text => text == "lost").ExpectOne(() =>
    {
        Sys.DeadLetters.Tell("found");
        Sys.DeadLetters.Tell("lost");
    });
}
