using System.Collections.Immutable;
using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Stores;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;
using Akka.Actor;

namespace ActorBackup.Actors.Tests.Stores;

public sealed class StoreMaintenanceActorTests(ITestOutputHelper output) : NodeTestKit(output)
{
    private static OwnershipProtocol.MembersAre Members(string? unsure = null) => new(
        "me", [new Peer(Some.Node, "me", "", "", "", "", [], [], Some.Noon, TimeSpan.Zero)],
        ImmutableSortedDictionary<string, OwnershipProtocol.Placement>.Empty.Add("linking-map", new OwnershipProtocol.Placement(null, 0, [])), unsure);

    private void Start(Func<bool> mayAct, OwnershipProtocol.MembersAre members)
    {
        var location = Some.Settings().Location with { Shared = true };
        Sys.ActorOf(StoreMaintenanceActor.Props(Some.CopiesSettings(), [location, location], _ => World.Copies, TestActor, mayAct, World.Time));
        ExpectMsg<OwnershipProtocol.GetMembers>();
        LastSender.Tell(members);
    }

    [Fact]
    public void Cleans_each_place_at_once_and_every_hour()
    {
        Start(() => true, Members());

        AwaitAssert(() => Assert.Single(World.Copies.Tidyings));
        var tidying = World.Copies.Tidyings.First();
        Assert.Equal(["linking-map"], tidying.Configured!);
        Assert.Equal((Some.Noon.AddDays(-1), Some.Noon.AddDays(-1)), (tidying.TemporaryBefore, tidying.TrashBefore));
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromHours(1));
            ExpectMsg<OwnershipProtocol.GetMembers>(TimeSpan.FromMilliseconds(500));
        });
    }

    [Fact]
    public void Leaves_the_trash_alone_while_it_is_not_sure_who_is_there()
    {
        Start(() => true, Members(unsure: "the database is away"));

        AwaitAssert(() => Assert.Null(Assert.Single(World.Copies.Tidyings).Configured));
    }

    [Fact]
    public void Goes_on_with_full_batches_until_its_lease_is_lost()
    {
        var holds = true;
        World.Copies.Tidies = _ =>
        {
            holds = World.Copies.Tidyings.Count < 3;
            return new Tidied(100, 0, More: true);
        };

        Start(() => holds, Members());

        AwaitAssert(() => Assert.Equal(3, World.Copies.Tidyings.Count));
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));   // negative: nothing more is begun before the hour is over
        Assert.Equal(3, World.Copies.Tidyings.Count);
    }
}
