using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Wire;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>A message as serializer, type tag and bytes, in whatever it is wrapped.</summary>
internal static class Payloads
{
    private const int DeepestNesting = 8;

    [ThreadStatic]
    private static int _nesting;

    /// <param name="message">Null gives null.</param>
    /// <exception cref="SerializationException">No serializer takes it.</exception>
    public static Payload Write(ExtendedActorSystem system, object message)
    {
        if (message is null)
            return null;
        var serializer = system.Serialization.FindSerializerFor(message);
        var bytes = serializer.ToBinaryWithAddress(system.Provider.DefaultAddress, message);
        return new Payload
        {
            Serializer = serializer.Identifier,
            Manifest = Akka.Serialization.Serialization.ManifestFor(serializer, message),
            Message = UnsafeByteOperations.UnsafeWrap(bytes),
        };
    }

    /// <param name="payload">Null gives null.</param>
    /// <exception cref="SerializationException">No serializer has the number, the type is none of those bound to it, or too much is wrapped in each other.</exception>
    public static object Read(ExtendedActorSystem system, Payload payload)
    {
        if (payload is null)
            return null;
        if (_nesting >= DeepestNesting)
            throw new SerializationException($"More than {DeepestNesting} messages are wrapped in each other.");
        _nesting++;
        try
        {
            var serialization = system.Serialization;
            var serializer = serialization.SerializerOf(payload.Serializer);
            return serializer is SerializerWithStringManifest
                ? serialization.Deserialize(payload.Message.ToByteArray(), payload.Serializer, payload.Manifest)
                : serialization.Deserialize(payload.Message.ToByteArray(), payload.Serializer, TypeFor(serialization, serializer, payload.Manifest));
        }
        finally
        {
            _nesting--;
        }
    }

    /// <summary>Others name types only out of those that are bound to the serializer; the program's other types are not even looked for.</summary>
    private static Type TypeFor(Akka.Serialization.Serialization serialization, Serializer serializer, string manifest) => serializer.IncludeManifest
        ? serialization.BoundType(serializer, manifest)
            ?? throw new SerializationException($"Serializer {serializer.Identifier} is to read a '{manifest}', which is not bound to it.")
        : null;
}
