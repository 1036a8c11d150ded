using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Serialization;

namespace Akka.Tests.Serialization;

public sealed class SerializationTests(ITestOutputHelper output) : TestKit.Xunit2.TestKit(Settings, output)
{
    private const string Settings = """
        akka.actor {
          serializers {
            animals = "Akka.Tests.Serialization.SerializationTests+AnimalSerializer, Akka.Tests"
            dogs = "Akka.Tests.Serialization.SerializationTests+DogSerializer, Akka.Tests"
            refusing = "Akka.Tests.Serialization.SerializationTests+RefusingSerializer, Akka.Tests"
          }
          serialization-bindings {
            "System.Object" = refusing
            "Akka.Tests.Serialization.SerializationTests+IAnimal, Akka.Tests" = animals
            "Akka.Tests.Serialization.SerializationTests+Dog, Akka.Tests" = dogs
          }
          serialization-identifiers {
            "Akka.Tests.Serialization.SerializationTests+DogSerializer, Akka.Tests" = 1702
          }
        }
        """;

    public interface IAnimal
    {
        string Name { get; }
    }

    [Fact]
    public void Takes_the_serializer_that_is_bound_to_an_interface() =>
        Assert.IsType<AnimalSerializer>(Sys.Serialization.FindSerializerForType(typeof(Cat)));

    [Fact]
    public void Prefers_the_binding_that_is_nearest() => Assert.IsType<DogSerializer>(Sys.Serialization.FindSerializerFor(new Puppy("rex")));

    [Fact]
    public void Refuses_what_only_the_refusing_serializer_is_bound_to() =>
        Assert.Throws<SerializationException>(() => Sys.Serialization.Serialize(new StringBuilder()));

    [Fact]
    public void Reads_what_it_wrote_by_identifier_and_type_tag()
    {
        var serializer = Sys.Serialization.FindSerializerFor(new Cat("tom"));
        var bytes = Sys.Serialization.Serialize(new Cat("tom"));

        var (identifier, tag) = (serializer.Identifier, Akka.Serialization.Serialization.ManifestFor(serializer, new Cat("tom")));

        Assert.Equal((1701, "cat"), (identifier, tag));
        Assert.Equal(new Cat("tom"), Sys.Serialization.Deserialize(bytes, identifier, tag));
    }

    [Fact]
    public void Has_an_identifier_from_its_settings() => Assert.Equal(1702, Sys.Serialization.FindSerializerForType(typeof(Dog)).Identifier);

    [Fact]
    public void Cannot_read_what_an_unknown_serializer_wrote() =>
        Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize([1], 4711, ""));

    [Fact]
    public void Leaves_bytes_as_they_are() => Assert.Equal([1, 2], Sys.Serialization.Serialize(new byte[] { 1, 2 }));

    [Fact]
    public async Task Takes_serializers_from_a_setup()
    {
        var setup = SerializationSetup.Create(system =>
            [SerializerDetails.Create("animals", new AnimalSerializer(system), ImmutableHashSet.Create(typeof(IAnimal)))]);
        var system = ActorSystem.Create("setup", ActorSystemSetup.Create(setup, BootstrapSetup.Create().WithConfig("akka.stdout-loglevel = OFF")));

        Assert.IsType<AnimalSerializer>(system.Serialization.FindSerializerForType(typeof(Cat)));
        await system.Terminate();
    }

    public sealed record Cat(string Name) : IAnimal;

    public record Dog(string Name) : IAnimal;

    public sealed record Puppy(string Name) : Dog(Name);

    public sealed class AnimalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 1701;

        public override string Manifest(object o) => o is Cat ? "cat" : throw new NotSupportedException($"{o.GetType()} is no animal.");

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((IAnimal)obj).Name);

        public override object FromBinary(byte[] bytes, string manifest) => new Cat(Encoding.UTF8.GetString(bytes));
    }

    public sealed class DogSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override string Manifest(object o) => "dog";

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((IAnimal)obj).Name);

        public override object FromBinary(byte[] bytes, string manifest) => new Dog(Encoding.UTF8.GetString(bytes));
    }

    public sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
    {
        public override int Identifier => 1703;

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) => throw new SerializationException($"{obj.GetType()} has no serializer.");

        public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException($"{type} has no serializer.");
    }
}
