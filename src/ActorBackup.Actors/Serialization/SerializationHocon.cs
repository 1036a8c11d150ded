using ActorBackup.Actors.Sources;
using ActorBackup.Actors.Stores;
using ActorBackup.Core.Manifests;
using ActorBackup.Wire.Messages;

namespace ActorBackup.Actors.Serialization;

/// <summary>Binds what is persisted and what travels to our serializers, and everything else to the one that refuses.</summary>
internal static class SerializationHocon
{
    public static string Text { get; } = $$"""
        akka.actor {
          serializers {
            actorbackup-stored = {{NameOf(typeof(StoredFormatSerializer))}}
            actorbackup-refuses = {{NameOf(typeof(RefusingSerializer))}}
          }
          serialization-bindings {
            {{NameOf(typeof(ISourceEvent))}} = actorbackup-stored
            {{NameOf(typeof(ManifestState))}} = actorbackup-stored
            {{NameOf(typeof(MatchFound))}} = actorbackup-stored
            {{NameOf(typeof(PlaceIdentified))}} = actorbackup-stored
            "System.Object" = actorbackup-refuses
          }
          serialization-identifiers {
            {{NameOf(typeof(StoredFormatSerializer))}} = 4711
            {{NameOf(typeof(RefusingSerializer))}} = 4710
          }
        }

        """ + WireHocon.Text;

    private static string NameOf(Type type) => $"\"{type.FullName}, {type.Assembly.GetName().Name}\"";
}
