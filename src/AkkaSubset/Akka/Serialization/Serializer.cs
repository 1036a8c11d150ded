using Akka.Actor;
using Akka.Configuration;

namespace Akka.Serialization;

/// <summary>Turns objects into bytes and back.</summary>
public abstract class Serializer
{
    protected readonly ExtendedActorSystem system;

    private int? _identifier;

    protected Serializer(ExtendedActorSystem system) => this.system = system;

    /// <summary>Stored with the bytes, so it must never change. The default looks in <c>akka.actor.serialization-identifiers</c>.</summary>
    public virtual int Identifier => _identifier ??= SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system);

    /// <summary>True if reading needs to be told the type.</summary>
    public abstract bool IncludeManifest { get; }

    public abstract byte[] ToBinary(object obj);

    public abstract object FromBinary(byte[] bytes, Type type);

    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));

    /// <summary>Refs in the object are written as <paramref name="address"/> knows them.</summary>
    public byte[] ToBinaryWithAddress(Address address, object obj) => Serialization.WithTransport(system, address, () => ToBinary(obj));
}

/// <summary>A serializer that names what it wrote by a type tag of its own, so that classes may be renamed.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    protected SerializerWithStringManifest(ExtendedActorSystem system) : base(system) { }

    public sealed override bool IncludeManifest => true;

    public sealed override object FromBinary(byte[] bytes, Type type) => FromBinary(bytes, type.AssemblyQualifiedName);

    public abstract object FromBinary(byte[] bytes, string manifest);

    public abstract string Manifest(object o);
}

public static class SerializerIdentifierHelper
{
    /// <exception cref="ConfigurationException">The serializer has no identifier there.</exception>
    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        foreach (var (name, text) in system.Settings.Config.Texts("akka.actor.serialization-identifiers"))
        {
            if (Type.GetType(name) == type)
                return NumberText.Int(text) ?? throw new ConfigurationException($"The identifier of serializer {name} is '{text}'. Write a whole number.");
        }

        throw new ConfigurationException($"Serializer {type} has no identifier: override Identifier or list it in akka.actor.serialization-identifiers.");
    }
}
