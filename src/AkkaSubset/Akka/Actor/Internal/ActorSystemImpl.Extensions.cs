using Akka.Configuration;

namespace Akka.Actor.Internal;

internal sealed partial class ActorSystemImpl
{
    public override object RegisterExtension(IExtensionId extension) =>
        _extensions.GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension(this))).Value;

    /// <exception cref="KeyNotFoundException">It has not been registered.</exception>
    public override object GetExtension(IExtensionId extensionId) => Found(extensionId.ExtensionType);

    public override T GetExtension<T>() => (T)Found(typeof(T));

    public override bool HasExtension(Type type) => _extensions.ContainsKey(type);

    public override bool HasExtension<T>() => HasExtension(typeof(T));

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var lazy) ? lazy.Value : null;
        return extension is not null;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        extension = _extensions.TryGetValue(typeof(T), out var lazy) ? (T)lazy.Value : null;
        return extension is not null;
    }

    private object Found(Type type) => _extensions.TryGetValue(type, out var lazy)
        ? lazy.Value
        : throw new KeyNotFoundException($"The extension {type.Name} is not registered with the actor system {Name}.");

    private void LoadExtensions()
    {
        foreach (var name in Settings.Config.GetStringList("akka.extensions"))
        {
            var type = TypeByName.Find(name, "akka.extensions");
            if (Activator.CreateInstance(type) is not IExtensionId id)
                throw new ConfigurationException($"The setting akka.extensions names {type}, which is no IExtensionId.");
            RegisterExtension(id);
        }
    }
}
