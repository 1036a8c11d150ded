using Akka.Actor;

namespace ActorBackup.Actors.Supervision;

/// <summary>What happens to a part of the node that throws: it is stopped, and the node makes it anew after a growing delay and tells everyone.</summary>
/// <remarks>Not restarted in place: those who registered with the former one must register again.</remarks>
internal static class NodeSupervision
{
    public static Directive Decide(Exception failure) => failure is OutOfMemoryException ? Directive.Escalate : Directive.Stop;
}
