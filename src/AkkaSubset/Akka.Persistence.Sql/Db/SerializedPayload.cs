namespace Akka.Persistence.Sql.Db;

/// <summary>An object as the tables hold it.</summary>
/// <param name="Bytes">The serializer's.</param>
/// <param name="Manifest">Which type they are, in the serializer's own words; empty where it needs none.</param>
/// <param name="SerializerId">Which serializer.</param>
internal sealed record SerializedPayload(byte[] Bytes, string Manifest, int SerializerId)
{
    public static SerializedPayload Of(object payload, Akka.Serialization.Serialization serialization)
    {
        var serializer = serialization.FindSerializerFor(payload);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, payload);
        return new SerializedPayload(serializer.ToBinary(payload), manifest, serializer.Identifier);
    }

    public object Back(Akka.Serialization.Serialization serialization) => serialization.Deserialize(Bytes, SerializerId, Manifest);
}
