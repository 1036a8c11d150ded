using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Akka.Tests.Actor;

public sealed class NameAndPathTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit("", output)
{
    [Fact]
    public void Stands_below_user_under_its_name()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props, "hole");

        Assert.Equal("akka://test/user/hole", actor.Path.ToString());
        Assert.Equal("/user/hole", actor.Path.ToStringWithoutAddress());
        Assert.Equal(["user", "hole"], actor.Path.Elements);
    }

    [Fact]
    public void Has_a_made_up_name_where_none_is_given() => Assert.StartsWith("$", Sys.ActorOf(BlackHoleActor.Props).Path.Name, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("$mine")]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("ä")]
    public void Refuses_what_is_no_name(string name) =>
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(BlackHoleActor.Props, name));

    [Fact]
    public void Refuses_a_name_that_is_taken()
    {
        Sys.ActorOf(BlackHoleActor.Props, "hole");

        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(BlackHoleActor.Props, "hole"));
    }

    [Fact]
    public void Gives_a_name_anew_after_its_actors_death()
    {
        var first = Watch(Sys.ActorOf(BlackHoleActor.Props, "hole"));
        Sys.Stop(first);
        ExpectTerminated(first);

        var second = ActorOfWhenFree("hole");

        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Reads_a_path_with_address_and_incarnation()
    {
        var path = ActorPath.Parse("akka.tcp://sys@host:4053/user/a/b#17");

        Assert.Equal(new Address("akka.tcp", "sys", "host", 4053), path.Address);
        Assert.Equal("/user/a/b", path.ToStringWithoutAddress());
        Assert.Equal((17L, "b", 3), (path.Uid, path.Name, path.Depth));
        Assert.Equal("akka.tcp://sys@host:4053/user/a/b#17", path.ToSerializationFormat());
    }

    [Theory]
    [InlineData("akka://sys", "akka", "sys", null, null)]
    [InlineData("akka.tcp://sys@10.0.0.1:80", "akka.tcp", "sys", "10.0.0.1", 80)]
    public void Reads_an_address(string text, string protocol, string system, string? host, int? port)
    {
        var address = Address.Parse(text);

        Assert.Equal((protocol, system, host, port), (address.Protocol, address.System, address.Host, address.Port));
        Assert.Equal(text, address.ToString());
    }

    [Fact]
    public void Resolves_a_path_to_the_ref_it_came_from()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props, "hole");

        Assert.Equal(actor, ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(actor.Path.ToSerializationFormat()));
    }

    [Theory]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("")]
    public void Refuses_what_is_no_name_of_a_system(string name) => Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    /// <summary>The parent may learn of the death a moment after the watcher does.</summary>
    private IActorRef ActorOfWhenFree(string name)
    {
        IActorRef? made = null;
        AwaitAssert(() => made = Sys.ActorOf(BlackHoleActor.Props, name));
        return made!;
    }
}
