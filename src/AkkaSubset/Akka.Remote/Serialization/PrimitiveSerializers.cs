using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Writes texts as UTF-8, and numbers as 4 or 8 bytes, the lowest first.</summary>
internal sealed class PrimitiveSerializers(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string Text = "S";
    private const string Int = "I";
    private const string Long = "L";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override string Manifest(object o) => o switch
    {
        string => Text,
        int => Int,
        long => Long,
        _ => throw new SerializationException($"This serializer writes string, int and long only, not {o?.GetType()}."),
    };

    public override byte[] ToBinary(object obj)
    {
        switch (obj)
        {
            case string text:
                return Utf8.GetBytes(text);
            case int number:
                var four = new byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(four, number);
                return four;
            case long number:
                var eight = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(eight, number);
                return eight;
            default:
                throw new SerializationException($"This serializer writes string, int and long only, not {obj?.GetType()}.");
        }
    }

    public override object FromBinary(byte[] bytes, string manifest) => (manifest, bytes.Length) switch
    {
        (Text, _) => Utf8.GetString(bytes),
        (Int, sizeof(int)) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        (Long, sizeof(long)) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => throw new SerializationException($"{bytes.Length} bytes with the manifest '{manifest}' are no text and no number."),
    };
}
