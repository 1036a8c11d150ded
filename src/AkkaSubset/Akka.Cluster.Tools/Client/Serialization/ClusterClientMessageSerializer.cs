using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization;
using Akka.Remote.Wire;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Cluster.Tools.Client.Serialization;

/// <summary>Writes what clients and receptionists say to each other; what they carry is written by its own serializer.</summary>
public class ClusterClientMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 15;

    public override string Manifest(object o) => o switch
    {
        Contacts => "A",
        GetContacts => "B",
        Heartbeat => "C",
        HeartbeatRsp => "D",
        ReceptionistShutdown => "E",
        Delivery => "F",
        Relayed => "G",
        _ => throw new ArgumentException($"{o.GetType()} is no message of a cluster client.", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Contacts contacts => new Proto.ContactList { Path = { contacts.Paths } }.ToByteArray(),
        Delivery delivery => ToProto(delivery.Path, delivery.Message, delivery.Everywhere).ToByteArray(),
        Relayed relayed => ToProto(relayed.Path, relayed.Message, everywhere: false).ToByteArray(),
        _ => [],
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "A" => new Contacts([.. Proto.ContactList.Parser.ParseFrom(bytes).Path]),
        "B" => new GetContacts(),
        "C" => new Heartbeat(),
        "D" => new HeartbeatRsp(),
        "E" => new ReceptionistShutdown(),
        "F" when Proto.Delivery.Parser.ParseFrom(bytes) is var read => new Delivery(read.Path, Carried(read), read.Everywhere),
        "G" when Proto.Delivery.Parser.ParseFrom(bytes) is var read => new Relayed(read.Path, Carried(read)),
        _ => throw new SerializationException($"A cluster client has no message '{manifest}'."),
    };

    internal static void Register(ActorSystem system)
    {
        var serializer = new ClusterClientMessageSerializer((ExtendedActorSystem)system);
        system.Serialization.AddSerializer("akka-cluster-client", serializer);
        system.Serialization.AddSerializationMap(typeof(IClusterClientMessage), serializer);
    }

    private Proto.Delivery ToProto(string path, object message, bool everywhere) =>
        new() { Path = path, Everywhere = everywhere, Payload = Payloads.Write(system, message).ToByteString() };

    private object Carried(Proto.Delivery read) => Payloads.Read(system, Payload.Parser.ParseFrom(read.Payload))
        ?? throw new SerializationException($"A cluster client sends nothing to {read.Path}.");
}
