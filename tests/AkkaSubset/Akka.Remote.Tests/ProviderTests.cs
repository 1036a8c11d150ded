using Akka.Actor;

namespace Akka.Remote.Tests;

public sealed class ProviderTests
{
    [Theory]
    [InlineData("remote")]
    [InlineData("Akka.Remote.RemoteActorRefProvider, Akka.Remote")]
    public async Task Is_chosen_by_its_short_name_and_by_its_class(string provider)
    {
        using var system = ActorSystem.Create("one", $"akka.actor.provider = \"{provider}\", akka.remote.dot-netty.tcp {{ port = 0, hostname = 127.0.0.1 }}");

        var chosen = ((ExtendedActorSystem)system).Provider;

        Assert.IsType<RemoteActorRefProvider>(chosen);
        await system.Terminate();
    }
}
