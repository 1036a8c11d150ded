using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Membership;

/// <summary>The cluster as one node sees it after a reading. Pure.</summary>
internal sealed record ClusterView(ImmutableSortedSet<Member> Members, ImmutableHashSet<Member> Unreachable)
{
    public static readonly ClusterView Empty = new([], []);

    /// <summary>Null if there is nobody who could lead.</summary>
    public Member Leader { get; } = LeaderOf(Members.Except(Unreachable));

    public ImmutableDictionary<string, Address> RoleLeaders { get; } = Members
        .SelectMany(member => member.Roles)
        .Distinct()
        .Select(role => (Role: role, Leader: LeaderOf(Members.Except(Unreachable).Where(member => member.HasRole(role)))))
        .Where(found => found.Leader is not null)
        .ToImmutableDictionary(found => found.Role, found => found.Leader.Address);

    public static ClusterView Of(IEnumerable<MemberRow> rows, Pulses pulses)
    {
        var members = rows.Select(row => row.ToMember()).ToImmutableSortedSet();
        return new ClusterView(members, [.. members.Where(member => pulses.IsSilent(member.UniqueAddress))]);
    }

    /// <summary>Null if it is none of these.</summary>
    public Member Find(UniqueAddress node) => Members.FirstOrDefault(member => member.UniqueAddress == node);

    public ClusterEvent.CurrentClusterState ToState() =>
        new(Members, Unreachable, [.. Members.Except(Unreachable).Select(member => member.Address)], Leader?.Address, RoleLeaders);

    /// <summary>The lowest address of those that are up or leaving; where there is none, of those that are not yet or no longer.</summary>
    private static Member LeaderOf(IEnumerable<Member> reachable) => reachable
        .Where(member => member.Status != MemberStatus.Down)
        .OrderBy(member => member.Status switch { MemberStatus.Up or MemberStatus.Leaving => 0, MemberStatus.Joining => 1, _ => 2 })
        .ThenBy(member => member)
        .FirstOrDefault();
}
