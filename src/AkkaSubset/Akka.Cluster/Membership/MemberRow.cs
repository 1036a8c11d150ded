using System.Collections.Immutable;

namespace Akka.Cluster.Membership;

/// <summary>A member as the database has it.</summary>
/// <param name="UpNumber"><see cref="int.MaxValue"/> until it has been up.</param>
/// <param name="Version">Counts up with every heartbeat.</param>
internal sealed record MemberRow(UniqueAddress Node, ImmutableHashSet<string> Roles, MemberStatus Status, int UpNumber, long Version)
{
    public Member ToMember() => new(Node, UpNumber, Status, Roles);
}
