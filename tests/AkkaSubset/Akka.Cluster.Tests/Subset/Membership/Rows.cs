using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Membership;

namespace Akka.Cluster.Tests.Subset.Membership;

/// <summary>Members in a shorthand: <c>"a:Up b:Joining"</c>. The letter is the host, the uid is 1, the version 0.</summary>
internal static class Rows
{
    public static UniqueAddress Node(string host, int uid = 1) => new(new Address("akka.tcp", "test", host, 4053), uid);

    public static ImmutableArray<MemberRow> Of(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Row)];

    public static MemberRow Beat(this MemberRow row, int times = 1) => row with { Version = row.Version + times };

    /// <summary>host:Status, and after another colon a role.</summary>
    private static MemberRow Row(string text)
    {
        var parts = text.Split(':');
        return new MemberRow(Node(parts[0]), [.. parts.Skip(2)], Enum.Parse<MemberStatus>(parts[1]), int.MaxValue, 0);
    }
}
