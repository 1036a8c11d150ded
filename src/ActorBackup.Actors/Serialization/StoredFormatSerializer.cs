using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace ActorBackup.Actors.Serialization;

/// <summary>Writes what is persisted as protobuf, with a short type tag beside the bytes. Extend only: yesterday's bytes stay readable.</summary>
public sealed class StoredFormatSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Stands in every row of the journal; never changed. Below 100 is Akka's.</summary>
    public const int Id = 4711;

    public override int Identifier => Id;

    public override string Manifest(object o) => RowOf(o).Tag;

    public override byte[] ToBinary(object obj) => RowOf(obj).ToMessage(obj).ToByteArray();

    /// <exception cref="SerializationException">A newer version wrote it, or the bytes are damaged; the message says which.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!StoredTypes.ByTag.TryGetValue(manifest, out var row))
            throw new SerializationException($"'{manifest}' is not a stored type of this version of ActorBackup: use the version that wrote it, or a newer one.");
        try
        {
            return row.Read(bytes);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new SerializationException($"Stored bytes of type '{manifest}' are damaged: {e.Message}", e);
        }
    }

    private static StoredType RowOf(object o) => StoredTypes.ByType.TryGetValue(o.GetType(), out var row) ? row
        : throw new SerializationException($"{o.GetType().FullName} is not a stored type. Add a message to Wire/Events and a row to {nameof(StoredTypes)}.");
}
