using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;

namespace Akka.Serialization;

/// <summary>Serializers that code gives to a system, besides those of its settings.</summary>
public sealed class SerializationSetup : Setup
{
    private SerializationSetup(Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> createSerializers) => CreateSerializers = createSerializers;

    public Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> CreateSerializers { get; }

    public static SerializationSetup Create(Func<ExtendedActorSystem, ImmutableHashSet<SerializerDetails>> createSerializers) => new(createSerializers);

    internal void Apply(Serialization serialization, ExtendedActorSystem system)
    {
        foreach (var details in CreateSerializers(system))
        {
            serialization.AddSerializer(details.Alias, details.Serializer);
            foreach (var type in details.UseFor)
                serialization.AddSerializationMap(type, details.Serializer);
        }
    }
}

public sealed class SerializerDetails
{
    private SerializerDetails(string alias, Serializer serializer, ImmutableHashSet<Type> useFor) => (Alias, Serializer, UseFor) = (alias, serializer, useFor);

    public string Alias { get; }
    public Serializer Serializer { get; }

    /// <summary>The classes it is bound to.</summary>
    public ImmutableHashSet<Type> UseFor { get; }

    public static SerializerDetails Create(string alias, Serializer serializer, ImmutableHashSet<Type> useFor) => new(alias, serializer, useFor);
}
