using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace ActorBackup.Actors.Serialization;

/// <summary>Stands where Akka.NET has its reflection-based default: what has no format of ours is neither written nor read.</summary>
/// <remarks>The default puts .NET type names into the bytes and would create any type that a stored or received byte asks for.</remarks>
public sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 4710;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => throw Refusal(obj.GetType());

    public override object FromBinary(byte[] bytes, Type type) => throw Refusal(type);

    private static SerializationException Refusal(Type? type) => new(
        $"{type?.FullName ?? "This type"} has no stored format, so it is neither written nor read. Bind it to {nameof(StoredFormatSerializer)} in {nameof(SerializationHocon)}.");
}
