using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster.Membership;

/// <summary>What happened between two views, as the events that are told. Pure.</summary>
internal static class ViewChanges
{
    /// <summary>Reachability first, then the members that are gone, those that are new or changed, and the leaders.</summary>
    public static IEnumerable<IClusterDomainEvent> Between(ClusterView before, ClusterView after) =>
    [
        .. after.Unreachable.Except(before.Unreachable).Order().Select(member => new UnreachableMember(member)),
        .. before.Unreachable.Except(after.Unreachable).Intersect(after.Members).Order().Select(member => new ReachableMember(after.Find(member.UniqueAddress))),
        .. before.Members.Except(after.Members).Select(Removed),
        .. after.Members.Where(member => before.Find(member.UniqueAddress)?.Status != member.Status).Select(Changed),
        .. Leader(before, after),
        .. RoleLeaders(before, after),
    ];

    public static MemberRemoved Removed(Member member) => new(
        member.Copy(MemberStatus.Removed),
        member.Status is MemberStatus.Leaving or MemberStatus.Exiting ? MemberStatus.Exiting : MemberStatus.Down);

    private static IMemberEvent Changed(Member member) => member.Status switch
    {
        MemberStatus.Joining => new MemberJoined(member),
        MemberStatus.Up => new MemberUp(member),
        MemberStatus.Leaving => new MemberLeft(member),
        MemberStatus.Exiting => new MemberExited(member),
        MemberStatus.Down => new MemberDowned(member),
        _ => throw new NotSupportedException($"No event tells that a member is {member.Status}."),
    };

    private static IEnumerable<LeaderChanged> Leader(ClusterView before, ClusterView after) =>
        before.Leader?.Address == after.Leader?.Address ? [] : [new LeaderChanged(after.Leader?.Address)];

    private static IEnumerable<RoleLeaderChanged> RoleLeaders(ClusterView before, ClusterView after) => before.RoleLeaders.Keys
        .Union(after.RoleLeaders.Keys)
        .Order(StringComparer.Ordinal)
        .Select(role => (Role: role, Before: before.RoleLeaders.GetValueOrDefault(role), After: after.RoleLeaders.GetValueOrDefault(role)))
        .Where(leader => leader.Before != leader.After)
        .Select(leader => new RoleLeaderChanged(leader.Role, leader.After));
}
