using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using Akka.Actor;

namespace ActorBackup.Actors.Signals;

/// <summary>Whom requests of other processes are passed on to.</summary>
/// <param name="Node">Answers for the node as a whole, and for its ownership.</param>
/// <param name="Peer">The place in another node that takes its requests.</param>
internal sealed record SignalParts(NodeId Self, IActorRef Sources, IActorRef Node, Func<Peer, ICanTell> Peer, TimeProvider Time)
{
    /// <summary>How long a source may be without an owner before the asker hears of it.</summary>
    public TimeSpan OwnerPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks for the owner.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long another node may take to answer.</summary>
    public TimeSpan PeerPatience { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long this node's own actors may take; a journal that waits for its disk answers later than most.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After that a restore is answered as under way.</summary>
    public TimeSpan RestorePatience { get; init; } = TimeSpan.FromSeconds(3);
}
