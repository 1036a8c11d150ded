using Akka.Actor;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Writes Akka's own messages that travel between systems.</summary>
internal sealed class MiscMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override byte[] ToBinary(object obj) => throw new NotSupportedException();
    public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException();
    public override string Manifest(object o) => "";
}
