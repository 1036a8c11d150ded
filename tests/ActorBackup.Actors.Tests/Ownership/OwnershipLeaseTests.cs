using ActorBackup.Actors.Ownership;
using ActorBackup.Testing;
using Akka.Actor;
using Akka.Coordination;

namespace ActorBackup.Actors.Tests.Ownership;

public sealed class OwnershipLeaseTests(ITestOutputHelper output) : OwnershipTestKit(output)
{
    [Fact]
    public async Task Is_held_from_acquiring_to_releasing()
    {
        StartAsOwner();
        var lease = Of("one");

        Assert.True(await lease.Acquire());
        Assert.True(lease.CheckLease());
        Assert.Equal(Rows("a").Single().Incarnation, Row("lease:vault")?.Owner);
        Assert.True(await lease.Release());

        Assert.False(lease.CheckLease());
        Assert.Null(Row("lease:vault")?.Owner);
    }

    [Fact]
    public async Task Another_owner_in_the_same_process_does_not_get_it()
    {
        StartAsOwner();

        Assert.True(await Of("one").Acquire());
        Assert.False(await Of("two").Acquire());
        Assert.True(await Of("one").Acquire());
    }

    [Fact]
    public async Task A_node_that_lives_keeps_it_from_others()
    {
        StartAsOwner();
        Table.Change(rows => rows.Join("z-1", SomeNodes.Face("z"), SomeNodes.Shared()).After);
        OtherTakes("z", "lease:vault");

        Assert.False(await Of("one").Acquire());
    }

    [Fact]
    public async Task Its_epoch_grows_with_every_owner()
    {
        StartAsOwner();
        await Of("one").Acquire();
        await Of("one").Release();

        await Of("two").Acquire();

        Assert.Equal(2, Row("lease:vault")?.Epoch);
    }

    [Fact]
    public async Task Its_owner_hears_when_the_node_loses_its_rights()
    {
        StartAsOwner();
        var lease = Of("one");
        await lease.Acquire(lost => TestActor.Tell(lost));
        Table.IsAwayBecause = "the network is down";

        Pass(TimeSpan.FromSeconds(4.5));

        Assert.False(lease.CheckLease());
        FishForMessage(message => message is LeaseException);
        Assert.False(lease.CheckLease());
    }

    [Fact]
    public async Task Who_acquired_it_last_hears_of_its_loss()
    {
        StartAsOwner();
        await Of("one").Acquire(_ => TestActor.Tell("the first"));
        await Of("one").Acquire(_ => TestActor.Tell("the second"));

        Table.Change(rows => rows.Leave(Rows("a").Single().Incarnation));
        PassUntil(() => !Of("one").CheckLease());

        Assert.Equal("the second", FishForMessage<string>(_ => true));
    }

    [Fact]
    public async Task Nobody_can_say_while_the_node_is_not_in()
    {
        OtherJoins("b", runtime: "Akka.NET 1.5.30");
        Start();
        ExpectMsg<OwnershipProtocol.NotJoined>();

        await Assert.ThrowsAsync<LeaseException>(() => Of("one").Acquire());
    }

    private Lease Of(string owner) => LeaseProvider.Get(Sys).GetLease("vault", "akka.lease", owner);
}
