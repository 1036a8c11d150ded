using ActorBackup.Actors.Stores;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;
using Akka.Actor;

namespace ActorBackup.Actors.Tests.Stores;

public sealed class StoreActorTests(ITestOutputHelper output) : NodeTestKit(output)
{
    private static readonly SourceLocation Here = new(Some.Source, World.Path);

    [Fact]
    public void Says_that_a_place_is_here()
    {
        var store = StoreActorOf();

        store.Tell(new StoreProtocol.Attend(Some.Copies, Here), TestActor);

        Assert.IsType<PlaceOpening.Here>(ExpectMsg<StoreProtocol.PlaceIs>().Opening);
    }

    [Fact]
    public void Takes_another_identity_at_a_known_place_for_away()
    {
        var store = StoreActorOf();
        store.Tell(new StoreProtocol.Attend(Some.Copies, Here), TestActor);
        ExpectMsg<StoreProtocol.PlaceIs>();

        World.Copies.Identity = new StoreIdentity("another disk");
        Advance(TimeSpan.FromSeconds(3));

        Assert.IsType<PlaceOpening.Away>(ExpectMsg<StoreProtocol.PlaceIs>().Opening);
    }

    [Fact]
    public void Remembers_an_identity_over_a_restart()
    {
        var store = StoreActorOf();
        store.Tell(new StoreProtocol.Attend(Some.Copies, Here), TestActor);
        ExpectMsg<StoreProtocol.PlaceIs>();
        Watch(store);
        Sys.Stop(store);
        ExpectTerminated(store);
        World.Copies.Identity = new StoreIdentity("another disk");

        StoreActorOf().Tell(new StoreProtocol.Attend(Some.Copies, Here), TestActor);

        Assert.IsType<PlaceOpening.Away>(ExpectMsg<StoreProtocol.PlaceIs>().Opening);
    }

    [Fact]
    public void Notices_within_seconds_that_a_place_is_back()
    {
        World.Copies.AwayBecause = "not mounted";
        var store = StoreActorOf();
        store.Tell(new StoreProtocol.Attend(Some.Copies, Here), TestActor);
        Assert.IsType<PlaceOpening.Away>(ExpectMsg<StoreProtocol.PlaceIs>().Opening);

        World.Copies.AwayBecause = null;
        Advance(TimeSpan.FromSeconds(3));

        Assert.IsType<PlaceOpening.Here>(ExpectMsg<StoreProtocol.PlaceIs>().Opening);
    }

    [Fact]
    public void Tells_nothing_while_nothing_changes()
    {
        var store = StoreActorOf();
        store.Tell(new StoreProtocol.Attend(Some.Copies, Here), TestActor);
        ExpectMsg<StoreProtocol.PlaceIs>();

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(3));
            Assert.True(World.Copies.Opens > 3);
        });

        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Looks_at_one_source_per_place_and_tells_all_when_it_is_gone()
    {
        var store = StoreActorOf();
        var probes = Enumerable.Range(0, 5).Select(i =>
        {
            var probe = CreateTestProbe();
            store.Tell(new StoreProtocol.Attend(Some.Copies, new SourceLocation(SourceId.Parse($"s{i}"), $"/srv/shop/{i}.json")), probe.Ref);
            return probe;
        }).ToList();
        foreach (var probe in probes) probe.ExpectMsg<StoreProtocol.PlaceIs>();

        World.Copies.AwayBecause = "unmounted";
        Advance(TimeSpan.FromSeconds(3));

        foreach (var probe in probes) Assert.IsType<PlaceOpening.Away>(probe.ExpectMsg<StoreProtocol.PlaceIs>().Opening);
    }

    [Fact]
    public void Gives_the_lock_back_of_a_source_that_goes()
    {
        var store = StoreActorOf();
        store.Tell(new StoreProtocol.Attend(Some.Copies, Here), TestActor);
        ExpectMsg<StoreProtocol.PlaceIs>();

        store.Tell(new StoreProtocol.Release(Some.Copies, Here), TestActor);

        AwaitAssert(() => Assert.Contains("close linking-map", World.Copies.Deeds));
    }

    private IActorRef StoreActorOf() => Sys.ActorOf(StoreActor.Props(World.Parts(), Some.CopiesSettings(), World.Copies));
}
