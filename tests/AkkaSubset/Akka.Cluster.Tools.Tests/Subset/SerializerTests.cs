using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.Client.Serialization;
using Akka.Cluster.Tools.Singleton;
using Akka.Cluster.Tools.Singleton.Serialization;
using Akka.Configuration;
using Akka.Serialization;

namespace Akka.Cluster.Tools.Tests.Subset;

public sealed class SerializerTests : IDisposable
{
    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("serializers", ConfigurationFactory.ParseString(
        "akka { actor.provider = remote, loglevel = ERROR, stdout-loglevel = ERROR, remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 } }"));

    public static TheoryData<object> Messages =>
    [
        new GetContacts(), new Contacts(["akka.tcp://a@b:1/system/receptionist"]), new Heartbeat(), new HeartbeatRsp(), new ReceptionistShutdown(),
        new Delivery("/user/a", "text", Everywhere: true), new Delivery("/user/a", 7, Everywhere: false), new Relayed("/user/a", "text"),
        new HandOverToMe(-7), HandOverInProgress.Instance, new HandOverDone(7),
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Reads_what_it_wrote(object message)
    {
        var serializer = For(message);

        var read = serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message));

        Assert.Equal(Text(message), Text(read));
    }

    [Fact]
    public void Refuses_a_tag_that_it_does_not_know()
    {
        Assert.Throws<SerializationException>(() => new ClusterClientMessageSerializer(_system).FromBinary([], "Z"));
        Assert.Throws<SerializationException>(() => new ClusterSingletonMessageSerializer(_system).FromBinary([], "Z"));
    }

    [Fact]
    public void Refuses_to_carry_what_nothing_is_bound_to() =>
        Assert.Throws<SerializationException>(() => new ClusterClientMessageSerializer(_system).ToBinary(new Delivery("/user/a", new Version(1, 0), Everywhere: false)));

    public void Dispose() => _system.Terminate().Wait(TimeSpan.FromSeconds(30));

    private SerializerWithStringManifest For(object message) =>
        message is IClusterSingletonMessage ? new ClusterSingletonMessageSerializer(_system) : new ClusterClientMessageSerializer(_system);

    private static string? Text(object message) => message is Contacts contacts ? string.Join(' ', contacts.Paths) : message.ToString();
}
