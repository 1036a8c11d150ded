using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Serialization;

/// <summary>The serializers of a system: by the class of an object for writing, by identifier for reading.</summary>
/// <remarks>There is no default for classes that nothing is bound to; what has no serializer is refused.</remarks>
public class Serialization
{
    [ThreadStatic]
    private static Information _transport;

    private readonly Dictionary<string, Serializer> _byName = [];
    private readonly ConcurrentDictionary<int, Serializer> _byIdentifier = new();
    private readonly ConcurrentDictionary<Type, Serializer> _byType = new();
    private readonly List<(Type Type, Serializer Serializer)> _bindings = [];

    internal Serialization(ExtendedActorSystem system)
    {
        System = system;
        var config = system.Settings.Config;
        foreach (var (name, type) in config.Texts("akka.actor.serializers"))
            AddSerializer(name, Make(TypeByName.Find(type, $"akka.actor.serializers.{name}")));
        foreach (var (type, name) in config.Texts("akka.actor.serialization-bindings"))
            Bind(type, name);
        var setup = system.Settings.Setup.Get<SerializationSetup>();
        if (setup.HasValue)
            setup.Value.Apply(this, system);
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Runs code that writes refs so that <paramref name="address"/>'s peers can resolve them.</summary>
    internal static T WithTransport<T>(ActorSystem system, Address address, Func<T> action)
    {
        var outer = _transport;
        _transport = new Information(address, system);
        try
        {
            return action();
        }
        finally
        {
            _transport = outer;
        }
    }

    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) => WithTransport(system, system.Provider.DefaultAddress, action);

    /// <summary>A path others can resolve: with the address of the transport that writes, or else of the ref's own system.</summary>
    public static string SerializedActorPath(IActorRef actorRef) => (_transport?.Address ?? (actorRef as LocalActorRef)?.Provider.DefaultAddress) is { } address
        ? actorRef.Path.ToSerializationFormatWithAddress(address)
        : actorRef.Path.ToSerializationFormat();

    /// <summary>The type tag to be stored with an object; empty where its serializer needs none.</summary>
    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest named => named.Manifest(msg),
        { IncludeManifest: true } => $"{msg.GetType().FullName}, {msg.GetType().Assembly.GetName().Name}",
        _ => "",
    };

    public void AddSerializer(string name, Serializer serializer)
    {
        _byName[name] = serializer;
        _byIdentifier[serializer.Identifier] = serializer;
    }

    public void AddSerializationMap(Type type, Serializer serializer)
    {
        lock (_bindings)
        {
            _bindings.RemoveAll(binding => binding.Type == type);
            _bindings.Add((type, serializer));
            _byType.Clear();
        }
    }

    /// <exception cref="SerializationException">Nothing is bound to the object's class.</exception>
    public byte[] Serialize(object o) => WithTransport(System, () => FindSerializerFor(o).ToBinary(o));

    /// <exception cref="SerializationException">No serializer has the identifier, or the manifest is no type.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        var serializer = ByIdentifier(serializerId);
        if (serializer is SerializerWithStringManifest named)
            return WithTransport(System, () => named.FromBinary(bytes, manifest));
        if (string.IsNullOrEmpty(manifest))
            return WithTransport(System, () => serializer.FromBinary(bytes, null));
        var type = Type.GetType(manifest)
            ?? throw new SerializationException($"Serializer {serializerId} is to read a '{manifest}', which is no type of this program.");
        return WithTransport(System, () => serializer.FromBinary(bytes, type));
    }

    public object Deserialize(byte[] bytes, int serializerId, Type type) => WithTransport(System, () => ByIdentifier(serializerId).FromBinary(bytes, type));

    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    /// <exception cref="SerializationException">Nothing is bound to the object's class.</exception>
    public Serializer FindSerializerFor(object obj, string defaultSerializerName = null) =>
        FindSerializerForType(obj?.GetType() ?? typeof(object), defaultSerializerName);

    /// <summary>The serializer that is bound to the type itself, or else to the nearest base class or interface.</summary>
    /// <exception cref="SerializationException">Nothing is.</exception>
    public Serializer FindSerializerForType(Type objectType, string defaultSerializerName = null)
    {
        if (_byType.TryGetValue(objectType, out var known))
            return known;
        lock (_bindings)
        {
            var fitting = _bindings.Where(binding => binding.Type.IsAssignableFrom(objectType)).ToArray();
            var nearest = fitting.FirstOrDefault(one => !fitting.Any(other => other.Type != one.Type && one.Type.IsAssignableFrom(other.Type)));
            var serializer = nearest.Serializer
                ?? (defaultSerializerName is not null ? _byName.GetValueOrDefault(defaultSerializerName) : null)
                ?? throw new SerializationException(
                    $"No serializer is bound to {objectType}, to a base class or to an interface of it. Bind one in akka.actor.serialization-bindings.");
            return _byType[objectType] = serializer;
        }
    }

    /// <exception cref="SerializationException">No serializer has the identifier.</exception>
    internal Serializer SerializerOf(int identifier) => ByIdentifier(identifier);

    /// <summary>The type of that manifest if one bound to the serializer is it, or is a base of it in the same assembly; null for any other.</summary>
    internal Type BoundType(Serializer serializer, string manifest)
    {
        var name = manifest.Split(',')[0];
        lock (_bindings)
        {
            return _bindings
                .Where(binding => binding.Serializer == serializer)
                .Select(binding => binding.Type.Assembly.GetType(name) is { } type && binding.Type.IsAssignableFrom(type) ? type : null)
                .FirstOrDefault(type => type is not null);
        }
    }

    private Serializer ByIdentifier(int identifier) => _byIdentifier.TryGetValue(identifier, out var serializer)
        ? serializer
        : throw new SerializationException($"Cannot read what serializer {identifier} wrote: no serializer of this system has that identifier.");

    private Serializer Make(Type type)
    {
        var takesConfig = type.GetConstructor([typeof(ExtendedActorSystem), typeof(Config)]) is not null;
        return (Serializer)(takesConfig ? Activator.CreateInstance(type, System, Config.Empty) : Activator.CreateInstance(type, System));
    }

    private void Bind(string typeName, string serializerName)
    {
        if (!_byName.TryGetValue(serializerName, out var serializer))
        {
            throw new ConfigurationException(
                $"akka.actor.serialization-bindings binds {typeName} to '{serializerName}', which akka.actor.serializers does not list.");
        }

        AddSerializationMap(TypeByName.Find(typeName, "akka.actor.serialization-bindings"), serializer);
    }
}
