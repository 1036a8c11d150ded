namespace ActorBackup.Wire.Messages;

/// <summary>Binds <see cref="IWireMessage"/>s to <see cref="WireSerializer"/>. Both sides need it.</summary>
public static class WireHocon
{
    /// <summary>HOCON; an application puts it before its own, or falls back to it.</summary>
    public static string Text { get; } = $$"""
        akka.actor {
          serializers.actorbackup-wire = {{NameOf(typeof(WireSerializer))}}
          serialization-bindings { {{NameOf(typeof(IWireMessage))}} = actorbackup-wire }
          serialization-identifiers { {{NameOf(typeof(WireSerializer))}} = {{WireSerializer.Id}} }
        }
        """;

    private static string NameOf(Type type) => $"\"{type.FullName}, {type.Assembly.GetName().Name}\"";
}
