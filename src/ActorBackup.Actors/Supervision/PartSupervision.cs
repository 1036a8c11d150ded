using ActorBackup.Core.Stores;
using Akka.Actor;

namespace ActorBackup.Actors.Supervision;

/// <summary>What happens to a part that throws. Expected failures never come here: they are replies.</summary>
/// <remarks>A part that keeps failing is stopped; its supervisor starts it again with a growing delay.</remarks>
internal static class PartSupervision
{
    public static SupervisorStrategy Strategy() => new OneForOneStrategy(
        maxNrOfRetries: 3, withinTimeRange: TimeSpan.FromMinutes(1), localOnlyDecider: Decide);

    /// <summary>Apart from the strategy, so that a test can state it row by row.</summary>
    public static Directive Decide(Exception failure) => failure switch
    {
        StoreException { Kind: StoreFailure.Damaged } => Directive.Stop,   // a retry reads the same damage
        IOException or TimeoutException => Directive.Restart,              // fresh handles may do
        OutOfMemoryException => Directive.Escalate,
        _ => Akka.Actor.SupervisorStrategy.DefaultDecider.Decide(failure),
    };
}
