using Akka.Actor;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>What the life of a singleton on one node depends on.</summary>
internal abstract record SingletonInput
{
    public sealed record MembersChanged(AgeView View) : SingletonInput;

    /// <summary>A member was removed without having left: it may run on, not knowing yet.</summary>
    public sealed record MemberLost(UniqueAddress Node) : SingletonInput;

    /// <summary>Long enough after <see cref="MemberLost"/> for it to have ended.</summary>
    public sealed record MarginPassed(UniqueAddress Node) : SingletonInput;

    /// <summary>Another node has become the oldest and waits for the singleton to end here.</summary>
    /// <param name="Uid">Of the life that it asks, which may be a former one of this node's address.</param>
    public sealed record HandOverAsked(Address From, int Uid) : SingletonInput;

    /// <summary>The singleton does not run there, and never will.</summary>
    public sealed record HandOverDone(UniqueAddress Node) : SingletonInput;

    /// <summary>The singleton's actor has ended, by request or by itself.</summary>
    public sealed record SingletonStopped : SingletonInput;

    public sealed record LeaseAcquired : SingletonInput;

    public sealed record LeaseRefused : SingletonInput;

    public sealed record LeaseReleased : SingletonInput;

    public sealed record LeaseLost : SingletonInput;

    /// <summary>Time to ask again, or to try again to get the lease.</summary>
    public sealed record RetryDue : SingletonInput;

    /// <summary>The node ends; what runs here must end first.</summary>
    public sealed record NodeEnds : SingletonInput;
}

/// <summary>What is to be done, in order.</summary>
internal abstract record SingletonDeed
{
    public sealed record AskToHandOver(UniqueAddress To) : SingletonDeed;

    public sealed record SayInProgress(Address To) : SingletonDeed;

    /// <param name="Uid">The life of this node's address that was asked.</param>
    public sealed record SayDone(Address To, int Uid) : SingletonDeed;

    public sealed record StartSingleton : SingletonDeed;

    /// <summary>Answered by <see cref="SingletonInput.SingletonStopped"/>.</summary>
    public sealed record StopSingleton : SingletonDeed;

    /// <summary>Answered by <see cref="SingletonInput.LeaseAcquired"/> or <see cref="SingletonInput.LeaseRefused"/>.</summary>
    public sealed record AcquireLease : SingletonDeed;

    /// <summary>Answered by <see cref="SingletonInput.LeaseReleased"/>, whether it worked or not.</summary>
    public sealed record ReleaseLease : SingletonDeed;

    /// <summary>Answered by <see cref="SingletonInput.MarginPassed"/>.</summary>
    public sealed record AwaitMargin(UniqueAddress Node) : SingletonDeed;

    /// <summary>Nothing runs here any more, and nothing will.</summary>
    public sealed record SayEnded : SingletonDeed;
}
