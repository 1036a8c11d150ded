using ActorBackup.Actors.Retention;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;
using Akka.Actor;

namespace ActorBackup.Actors.Tests.Sources;

public sealed class RetentionClaimTests(ITestOutputHelper output) : NodeTestKit(output)
{
    [Fact]
    public void Removes_one_by_one_and_nothing_more_once_the_claim_has_ended()
    {
        Core.Snapshots.SnapshotId[] ids = [.. Enumerable.Range(0, 4).Select(n => Some.Snapshot(Some.Noon.AddHours(n)).Id)];
        using var claim = new FakeClaim(1, asks: 3);   // for the deed, and for two of its removals
        var retention = Sys.ActorOf(Props.Create(() => new Parent(RetentionActor.Props(Some.Settings().Location, claim), TestActor)));

        retention.Tell(new RetentionProtocol.CarryOut([new Deed.Empty(World.Copies, [.. ids], "trash-keep")]));

        var result = Assert.Single(ExpectMsg<RetentionProtocol.CarriedOut>().Results);
        Assert.Equal(StoreFailure.NotOwner, result.Failure?.Kind);
        Assert.Equal([$"empty {ids[0]}", $"empty {ids[1]}"], World.Copies.Deeds);
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(Props props, IActorRef test)
        {
            var child = Context.ActorOf(props);
            Receive<RetentionProtocol.CarryOut>(child.Forward);
            ReceiveAny(test.Forward);
        }
    }
}
