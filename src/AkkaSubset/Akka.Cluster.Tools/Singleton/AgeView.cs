using System.Collections.Immutable;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Who may run a singleton, as one node sees it.</summary>
/// <param name="IsOldest">Whether this node is the oldest of those that are to run it.</param>
/// <param name="Elders">Members older than this node that are not yet removed, whatever their status: they may run it still.</param>
internal sealed record AgeView(bool IsOldest, ImmutableHashSet<UniqueAddress> Elders)
{
    public static readonly AgeView Nobody = new(false, []);

    /// <param name="members">All members with the singleton's role.</param>
    public static AgeView Of(KnownMembers members, UniqueAddress self)
    {
        var own = members.Find(self);
        return own is null
            ? Nobody
            : new AgeView(members.Oldest?.UniqueAddress == self, [.. members.EldersOf(own).Select(member => member.UniqueAddress)]);
    }
}
