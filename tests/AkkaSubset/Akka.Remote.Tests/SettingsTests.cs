using Akka.Configuration;

namespace Akka.Remote.Tests;

public sealed class SettingsTests(ITestOutputHelper output) : RemoteTestKit(output)
{
    [Theory]
    [InlineData("akka.remote.dot-netty.tcp.port = 70000", "port from 0 to 65535")]
    [InlineData("akka.remote.dot-netty.tcp.maximum-frame-size = 100b", "at least 32000 bytes")]
    [InlineData("akka.remote.dot-netty.tcp { enable-ssl = on, ssl.certificate.use-thumbprint-over-file = on }", "use-thumbprint-over-file")]
    [InlineData("akka.actor.provider = somewhere", "akka.actor.provider")]
    [InlineData("akka.actor.provider = \"Akka.Actor.ActorBase, Akka\"", "Write local, remote, cluster")]
    public void Refuses_a_setting_that_cannot_be(string setting, string why)
    {
        var failure = Assert.Throws<ConfigurationException>(() => Other("there", setting));

        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_a_port_is_taken()
    {
        var failure = Assert.Throws<RemoteTransportException>(() => Other("there", $"akka.remote.dot-netty.tcp.port = {Here.Port}"));

        Assert.Contains($"Cannot listen on 127.0.0.1, port {Here.Port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_known_by_its_public_name_and_port()
    {
        var there = Other("there", "akka.remote.dot-netty.tcp { public-hostname = node-1.example, public-port = 4711 }");

        Assert.Equal("akka.tcp://there@node-1.example:4711", AddressOf(there).ToString());
    }

    [Fact]
    public void Draws_a_uid_of_its_own()
    {
        Assert.NotEqual(AddressUidExtension.Uid(Sys), AddressUidExtension.Uid(Other()));
        Assert.Equal(AddressUidExtension.Uid(Sys), AddressUidExtension.Uid(Sys));
    }
}
