using System.Collections.Immutable;

namespace Akka.Cluster.Tools;

/// <summary>The members that have a role, kept up by the events of a subscription. Immutable.</summary>
/// <param name="role">Null or empty for all members.</param>
internal sealed class KnownMembers(string role, ImmutableDictionary<UniqueAddress, Member> members)
{
    public KnownMembers(string role) : this(role, ImmutableDictionary<UniqueAddress, Member>.Empty) { }

    /// <summary>The one that has been up longest and does not end yet; null if there is none.</summary>
    public Member Oldest => Active.Order(Member.AgeOrdering).FirstOrDefault();

    /// <summary>Those that are up, or on their way out but still at work; in no order.</summary>
    public IEnumerable<Member> Active => members.Values.Where(member => member.Status is MemberStatus.Up or MemberStatus.Leaving);

    /// <summary>Null if it is not known here.</summary>
    public Member Find(UniqueAddress node) => members.GetValueOrDefault(node);

    /// <summary>Those that became up before <paramref name="member"/>, even if they are down or on their way out.</summary>
    public IEnumerable<Member> EldersOf(Member member) =>
        members.Values.Where(other => !other.Equals(member) && other.UpNumber != int.MaxValue && other.IsOlderThan(member));

    /// <param name="message">A state or an event of the cluster; of others nothing changes.</param>
    public KnownMembers After(object message) => message switch
    {
        ClusterEvent.CurrentClusterState state => new(role, state.Members.Where(HasRole).ToImmutableDictionary(member => member.UniqueAddress)),
        ClusterEvent.MemberRemoved removed => new(role, members.Remove(removed.Member.UniqueAddress)),
        // SetItem alone would keep the old one: members are equal whatever their status.
        ClusterEvent.IMemberEvent change when HasRole(change.Member) => new(role, members.Remove(change.Member.UniqueAddress).Add(change.Member.UniqueAddress, change.Member)),
        _ => this,
    };

    private bool HasRole(Member member) => string.IsNullOrEmpty(role) || member.HasRole(role);
}
