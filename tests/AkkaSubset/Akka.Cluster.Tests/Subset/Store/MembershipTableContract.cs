using Akka.Cluster.Membership;
using Akka.Cluster.Store;
using Akka.Cluster.Tests.Subset.Membership;
using Akka.Cluster.Tests.Support;
using TestTools;

namespace Akka.Cluster.Tests.Subset.Store;

public sealed class SqliteMembershipTableTests() : MembershipTableContract(new SqliteFile());

[Collection(nameof(PostgresServer))]
public sealed class PostgresMembershipTableTests(PostgresServer server) : MembershipTableContract(new PostgresDatabase(server));

/// <summary>What the table of members promises, whichever database it is in.</summary>
public abstract class MembershipTableContract : IDisposable
{
    private static readonly UniqueAddress A = Rows.Node("a");
    private static readonly UniqueAddress B = Rows.Node("b");

    private readonly ISharedDatabase _database;
    private readonly MembershipTable _table;
    private readonly MembershipTable _elsewhere;

    protected MembershipTableContract(ISharedDatabase database)
    {
        _database = database;
        (_table, _elsewhere) = (Table("test"), Table("test"));
    }

    [Fact]
    public void Reads_what_another_node_wrote()
    {
        _table.Join(A, ["web", "store"]);

        var row = Assert.Single(_elsewhere.Read());

        Assert.Equal((A, MemberStatus.Joining, int.MaxValue, 0L), (row.Node, row.Status, row.UpNumber, row.Version));
        Assert.Equal(["store", "web"], row.Roles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_node_joins_once()
    {
        _table.Join(A, []);
        Step(A, MemberStatus.Up);
        _table.Join(A, []);

        Assert.Equal(MemberStatus.Up, Row(A).Status);
    }

    [Fact]
    public void Puts_another_life_in_the_place_of_the_one_before()
    {
        var later = Rows.Node("a", uid: 2);
        _table.Join(A, []);
        Step(A, MemberStatus.Up);
        _table.Beat(A);

        _elsewhere.Join(later, []);

        var row = Assert.Single(_table.Read());
        Assert.Equal((later, MemberStatus.Joining, 0L), (row.Node, row.Status, row.Version));
    }

    [Fact]
    public void Counts_heartbeats_of_a_member_and_of_nobody_else()
    {
        _table.Join(A, []);
        _table.Join(B, []);
        _table.Beat(A);
        _table.Beat(A);
        _table.Beat(Rows.Node("a", uid: 2));

        Assert.Equal((2L, 0L), (Row(A).Version, Row(B).Version));
    }

    [Fact]
    public void Counts_no_heartbeat_of_one_that_is_down()
    {
        _table.Join(A, []);
        _elsewhere.Down(A.Address);
        _table.Beat(A);

        Assert.Equal((0L, MemberStatus.Down), (Row(A).Version, Row(A).Status));
    }

    [Fact]
    public void Numbers_members_in_the_order_in_which_they_come_up()
    {
        _table.Join(A, []);
        _table.Join(B, []);
        Step(B, MemberStatus.Up);
        Step(A, MemberStatus.Up);

        Assert.Equal((2, 1), (Row(A).UpNumber, Row(B).UpNumber));
    }

    [Fact]
    public void Takes_a_step_once()
    {
        _table.Join(A, []);
        var step = new Transition(Row(A), MemberStatus.Up);

        Assert.True(_table.Apply(step));
        Assert.False(_elsewhere.Apply(step));
    }

    [Fact]
    public void Downs_nobody_who_has_shown_life_since()
    {
        _table.Join(A, []);
        var seen = Row(A);
        _elsewhere.Beat(A);

        Assert.False(_table.Apply(new Transition(seen, MemberStatus.Down)));
        Assert.Equal(MemberStatus.Joining, Row(A).Status);
    }

    [Fact]
    public void Takes_no_step_for_another_life()
    {
        _table.Join(A, []);
        var seen = Row(A);
        _elsewhere.Join(Rows.Node("a", uid: 2), []);

        Assert.False(_table.Apply(new Transition(seen, MemberStatus.Up)));
        Assert.False(_table.Apply(new Transition(seen, MemberStatus.Down)));
    }

    [Fact]
    public void Removes_one_that_is_down()
    {
        _table.Join(A, []);
        Step(A, MemberStatus.Down);
        Step(A, MemberStatus.Removed);

        Assert.Empty(_elsewhere.Read());
    }

    [Fact]
    public void Lets_a_member_leave_and_take_its_row_away()
    {
        _table.Join(A, []);
        Step(A, MemberStatus.Up);
        _elsewhere.Leave(A.Address);

        Assert.Equal(MemberStatus.Leaving, Row(A).Status);

        _table.Remove(A);

        Assert.Empty(_elsewhere.Read());
    }

    [Fact]
    public void Lets_nobody_leave_who_is_down()
    {
        _table.Join(A, []);
        _table.Down(A.Address);
        _table.Leave(A.Address);

        Assert.Equal(MemberStatus.Down, Row(A).Status);
    }

    [Fact]
    public void Keeps_the_members_of_clusters_apart_that_share_a_database()
    {
        using var other = Table("other");
        _table.Join(A, []);
        other.Join(A, []);
        other.Down(A.Address);

        Assert.Equal(MemberStatus.Joining, Row(A).Status);
        Assert.Equal(MemberStatus.Down, Assert.Single(other.Read()).Status);
    }

    [Fact]
    public void Works_again_after_a_failure()
    {
        _table.Join(A, []);
        _database.GoAway();
        Assert.ThrowsAny<Exception>(() => _table.Beat(A));
        _table.Reset();
        _database.ComeBack();

        _table.Beat(A);

        Assert.Equal(1, Row(A).Version);
    }

    public void Dispose()
    {
        _table.Dispose();
        _elsewhere.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    private MembershipTable Table(string system) => new(MembershipDatabase.Named(_database.Provider, _database.ConnectionString), system);

    private MemberRow Row(UniqueAddress node) => _elsewhere.Read().Single(row => row.Node == node);

    private void Step(UniqueAddress node, MemberStatus to) => Assert.True(_table.Apply(new Transition(Row(node), to)));
}
