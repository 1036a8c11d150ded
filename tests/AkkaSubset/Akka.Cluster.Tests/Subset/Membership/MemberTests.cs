using Akka.Actor;

namespace Akka.Cluster.Tests.Subset.Membership;

public sealed class MemberTests
{
    [Fact]
    public void Calls_the_one_older_that_came_up_first()
    {
        var (early, late) = (Up("b", 1), Up("a", 2));

        Assert.True(early.IsOlderThan(late));
        Assert.False(late.IsOlderThan(early));
        Assert.Equal([early, late], new[] { late, early }.Order(Member.AgeOrdering));
    }

    [Fact]
    public void Calls_the_lower_address_older_of_two_that_came_up_at_once() => Assert.True(Up("a", 1).IsOlderThan(Up("b", 1)));

    [Fact]
    public void Calls_every_one_that_is_up_older_than_one_that_never_was() => Assert.True(Up("b", 7).IsOlderThan(Rows.Of("a:Joining")[0].ToMember()));

    [Fact]
    public void Orders_addresses_by_host_and_port()
    {
        Address[] ordered = [At("a", 10), At("a", 9000), At("b", 1)];

        Assert.Equal(ordered, ordered.Reverse().Order(Member.AddressOrdering));
    }

    [Fact]
    public void Is_equal_to_itself_in_another_status_and_not_to_another_life()
    {
        var member = Up("a", 1);

        Assert.Equal(member, member.Copy(MemberStatus.Leaving));
        Assert.NotEqual(member, Rows.Of("a:Up")[0] is var row ? (row with { Node = Rows.Node("a", uid: 2) }).ToMember() : null);
    }

    private static Member Up(string host, int number) => Rows.Of($"{host}:Joining")[0].ToMember().CopyUp(number);

    private static Address At(string host, int port) => new("akka.tcp", "test", host, port);
}
