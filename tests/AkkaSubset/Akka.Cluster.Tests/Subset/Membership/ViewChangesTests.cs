using Akka.Cluster.Membership;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster.Tests.Subset.Membership;

public sealed class ViewChangesTests
{
    [Theory]
    [InlineData("", "a:Joining", "MemberJoined a; LeaderChanged a")]
    [InlineData("a:Joining", "a:Up", "MemberUp a")]
    [InlineData("a:Up", "a:Up b:Up", "MemberUp b")]
    [InlineData("b:Up", "a:Up b:Up", "MemberUp a; LeaderChanged a")]
    [InlineData("b:Up", "a:Joining b:Up", "MemberJoined a")]
    [InlineData("a:Up b:Up", "a:Leaving b:Up", "MemberLeft a")]
    [InlineData("a:Leaving b:Up", "a:Exiting b:Up", "MemberExited a; LeaderChanged b")]
    [InlineData("a:Exiting b:Up", "b:Up", "MemberRemoved a was Exiting")]
    [InlineData("a:Leaving b:Up", "b:Up", "MemberRemoved a was Exiting; LeaderChanged b")]
    [InlineData("a:Up b:Up", "b:Up", "MemberRemoved a was Down; LeaderChanged b")]
    [InlineData("a:Up b:Up", "a:Up b:Down", "MemberDowned b")]
    [InlineData("a:Up b:Down", "a:Up", "MemberRemoved b was Down")]
    [InlineData("a:Up b:Up", "a:Up b:Up!", "UnreachableMember b")]
    [InlineData("a:Up b:Up!", "a:Up b:Up", "ReachableMember b")]
    [InlineData("a:Up b:Up", "a:Up! b:Up", "UnreachableMember a; LeaderChanged b")]
    [InlineData("a:Up b:Up!", "a:Up b:Down!", "MemberDowned b")]
    [InlineData("a:Up b:Down!", "a:Up", "MemberRemoved b was Down")]
    [InlineData("a:Up:x b:Up:x", "a:Exiting:x b:Up:x", "MemberExited a; LeaderChanged b; RoleLeaderChanged x b")]
    [InlineData("a:Up", "a:Up b:Up:x", "MemberUp b; RoleLeaderChanged x b")]
    [InlineData("a:Up b:Up:x", "a:Up", "MemberRemoved b was Down; RoleLeaderChanged x ")]
    [InlineData("a:Up b:Up!", "a:Up b:Up!", "")]
    public void Tells_what_happened(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join("; ", ViewChanges.Between(View(before), View(after)).Select(Text)));

    [Fact]
    public void Removes_an_earlier_life_before_the_next_joins()
    {
        var (earlier, later) = (Rows.Of("a:Up")[0], Rows.Of("a:Joining")[0] with { Node = Rows.Node("a", uid: 2) });

        var changes = ViewChanges.Between(View([earlier]), View([later])).ToArray();

        Assert.Equal(earlier.Node, Assert.IsType<MemberRemoved>(changes[0]).Member.UniqueAddress);
        Assert.Equal(later.Node, Assert.IsType<MemberJoined>(changes[1]).Member.UniqueAddress);
    }

    private static string Text(IClusterDomainEvent change) => change switch
    {
        MemberRemoved removed => $"MemberRemoved {removed.Member.Address.Host} was {removed.PreviousStatus}",
        IMemberEvent member => $"{member.GetType().Name} {member.Member.Address.Host}",
        ReachabilityEvent reachability => $"{reachability.GetType().Name} {reachability.Member.Address.Host}",
        LeaderChanged leader => $"LeaderChanged {leader.Leader?.Host}",
        RoleLeaderChanged leader => $"RoleLeaderChanged {leader.Role} {leader.Leader?.Host}",
        _ => throw new NotSupportedException(),
    };

    private static ClusterView View(string members)
    {
        var silent = members.Split(' ').Where(member => member.EndsWith('!')).Select(member => member.Split(':')[0]).ToHashSet();
        var all = View(Rows.Of(members.Replace("!", "", StringComparison.Ordinal)));
        return new ClusterView(all.Members, [.. all.Members.Where(member => silent.Contains(member.Address.Host))]);
    }

    private static ClusterView View(IEnumerable<MemberRow> rows) => ClusterView.Of(rows, new Pulses(Rows.Node("self"), TimeSpan.FromSeconds(1)));
}
