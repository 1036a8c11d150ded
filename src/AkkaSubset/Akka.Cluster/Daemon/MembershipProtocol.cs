using Akka.Actor;

namespace Akka.Cluster.Daemon;

/// <summary>What may be said to the <see cref="MembershipActor"/>, and what it says to its parent.</summary>
internal static class MembershipProtocol
{
    public interface ICommand;

    /// <summary>Once is enough; it is tried until it is done.</summary>
    public sealed record Join : ICommand { public static readonly Join Instance = new(); }

    public sealed record Leave(Address Address) : ICommand;

    public sealed record Down(Address Address) : ICommand;

    /// <summary>Answered by <see cref="Done"/> when it is written, or cannot be.</summary>
    public sealed record LeaveSelf : ICommand { public static readonly LeaveSelf Instance = new(); }

    /// <summary>The node has nothing left to do as a member; the answer is <see cref="Ended"/>.</summary>
    public sealed record TakeAwayRow : ICommand { public static readonly TakeAwayRow Instance = new(); }

    public sealed record Stop : ICommand { public static readonly Stop Instance = new(); }

    /// <summary>Told to the parent, once: the node is no member any more.</summary>
    public sealed record Ended(bool WasDowned);
}
