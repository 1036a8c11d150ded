using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Cluster.Tools.Singleton.Serialization;

/// <summary>Writes what the managers of a singleton say to each other.</summary>
public class ClusterSingletonMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 14;

    public override string Manifest(object o) => o switch
    {
        HandOverToMe => "A",
        HandOverInProgress => "B",
        HandOverDone => "C",
        _ => throw new ArgumentException($"{o.GetType()} is no message of a singleton's manager.", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        HandOverToMe asked => new Proto.Asked { Uid = asked.Uid }.ToByteArray(),
        HandOverDone done => new Proto.Asked { Uid = done.Uid }.ToByteArray(),
        _ => [],
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "A" => new HandOverToMe(Proto.Asked.Parser.ParseFrom(bytes).Uid),
        "B" => HandOverInProgress.Instance,
        "C" => new HandOverDone(Proto.Asked.Parser.ParseFrom(bytes).Uid),
        _ => throw new SerializationException($"A singleton's manager has no message '{manifest}'."),
    };

    internal static void Register(ActorSystem system)
    {
        var serializer = new ClusterSingletonMessageSerializer((ExtendedActorSystem)system);
        system.Serialization.AddSerializer("akka-singleton", serializer);
        system.Serialization.AddSerializationMap(typeof(IClusterSingletonMessage), serializer);
    }
}
