using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>Which messages of others would stop what is not theirs to stop: the guardians, and the actors of the runtime.</summary>
internal static class Deadly
{
    public static bool IsRefused(object message, IActorRef recipient) => message switch
    {
        PoisonPill or Kill => !IsUsers(recipient.Path.Elements),
        ActorSelectionMessage { Message: ActorSelectionMessage } => true,
        ActorSelectionMessage { Message: PoisonPill or Kill } selected => !IsUsers(recipient.Path.Elements, selected.Elements),
        _ => false,
    };

    private static bool IsUsers(IReadOnlyList<string> path) => path.Count > 1 && path[0] == "user";

    /// <summary>Steps down by name or pattern lead to users' actors if the start is one, or the first step is to <c>/user</c> and there is another.</summary>
    private static bool IsUsers(IReadOnlyList<string> start, SelectionPathElement[] steps) =>
        !steps.Any(step => step is SelectParent)
        && (IsUsers(start)
            || (start is ["user"] && steps.Length > 0)
            || (start is [""] && steps is [SelectChildName { Name: "user" }, _, ..]));
}
