using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace ActorBackup.Wire.Messages;

/// <summary>Writes <see cref="IWireMessage"/>s as protobuf with a short type tag, on nodes and in other processes alike. Extend only: older and newer ones talk to each other.</summary>
public sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The same on both sides; never changed.</summary>
    public const int Id = 4712;

    public override int Identifier => Id;

    public override string Manifest(object o) => RowOf(o).Tag;

    public override byte[] ToBinary(object obj) => RowOf(obj).ToMessage(obj).ToByteArray();

    /// <exception cref="SerializationException">A newer version sent it, or the bytes are damaged; the message says which.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!WireTypes.ByTag.TryGetValue(manifest, out var row))
            throw new SerializationException($"'{manifest}' is not a message that this version of ActorBackup knows: the other side is newer, or no ActorBackup.");
        try
        {
            return row.Read(bytes);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or ArgumentException or FormatException or OverflowException)
        {
            throw new SerializationException($"The bytes of a message '{manifest}' are damaged: {e.Message}", e);
        }
    }

    private static WireType RowOf(object o) => WireTypes.ByType.TryGetValue(o.GetType(), out var row) ? row
        : throw new SerializationException($"{o.GetType().FullName} is not a message between processes. Add a message to Wire/Messages and a row to {nameof(WireTypes)}.");
}
