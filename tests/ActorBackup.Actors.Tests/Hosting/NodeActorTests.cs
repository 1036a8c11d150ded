using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;
using Akka.Actor;

namespace ActorBackup.Actors.Tests.Hosting;

public sealed class NodeActorTests(ITestOutputHelper output) : NodeTestKit(output)
{
    private static readonly SourceId Other = SourceId.Parse("cache");

    [Fact]
    public void Names_the_sources_there_are_where_one_is_asked_for_that_is_not()
    {
        Start();

        var refused = Ask<SourceProtocol.Refused>(new SourceProtocol.GetStatus(SourceId.Parse("linkingmap")));

        Assert.Equal(RefusalKind.NoSuchSource, refused.Why.Kind);
        Assert.Contains("there are linking-map", refused.Why.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_the_status_of_every_source()
    {
        Start(sources: [Some.Settings(), Some.Settings(path: "/srv/shop/cache.json") with { Id = Other }]);

        var status = Ask<NodeProtocol.NodeStatus>(new NodeProtocol.GetStatus(null));

        Assert.Equal([Some.Source, Other], status.Sources.Select(s => s.Source));
        Assert.Equal((Some.Node, "0.1.0", "test"), (status.Node, status.Version, status.Runtime));
    }

    [Fact]
    public void Takes_snapshots_of_everything()
    {
        World.Files.Write("/srv/shop/cache.json", "[2]");
        Start(sources: [Some.Settings() with { Change = null }, Some.Settings(path: "/srv/shop/cache.json") with { Id = Other, Change = null }]);

        Node.Tell(new NodeProtocol.SnapshotEverything(), ActorRefs.NoSender);

        AwaitAssert(() => Assert.Equal(2, World.Files.Captures));
    }

    [Fact]
    public void Takes_a_changed_configuration_without_a_restart()
    {
        World.ReadsAgain = new SettingsReading(World.Settings(Some.Settings(), Some.Settings(path: "/srv/shop/cache.json") with { Id = Other }), null);
        World.Files.Write("/srv/shop/cache.json", "[2]");
        Start();
        Snapshot("m1");

        var reloaded = Ask<NodeProtocol.Reloaded>(new NodeProtocol.Reload());

        Assert.True(reloaded.Changed);
        Assert.Equal([Some.Source, Other], Ask<NodeProtocol.SourceList>(new NodeProtocol.GetSources(null)).Sources);
        Assert.Single(Snapshots());
    }

    [Fact]
    public void Stops_what_is_no_longer_configured()
    {
        World.ReadsAgain = new SettingsReading(World.Settings(Some.Settings(path: "/srv/shop/cache.json") with { Id = Other }), null);
        Start();

        Ask<NodeProtocol.Reloaded>(new NodeProtocol.Reload());

        Assert.Equal(RefusalKind.NoSuchSource, Ask<SourceProtocol.Refused>(new SourceProtocol.GetStatus(Some.Source)).Why.Kind);
    }

    [Fact]
    public void Keeps_the_old_configuration_where_the_new_one_is_wrong()
    {
        World.ReadsAgain = new SettingsReading(null, "line 3: no");
        Start();

        var reloaded = Ask<NodeProtocol.Reloaded>(new NodeProtocol.Reload());

        Assert.Equal((false, "line 3: no"), (reloaded.Changed, reloaded.Failure));
        Assert.Equal(OutcomeState.Durable, Snapshot("m1").State);
    }

    [Fact]
    public void Uses_a_store_whose_settings_changed_after_closing_the_former()
    {
        var settings = World.Settings();
        World.ReadsAgain = new SettingsReading(settings with { Stores = settings.Stores.SetItem(Some.Copies, Some.CopiesSettings() with { MinFree = 0.2 }) }, null);
        Start();
        Snapshot("m1");

        Ask<NodeProtocol.Reloaded>(new NodeProtocol.Reload());
        World.Files.Write(World.Path, "[1,2]");

        Assert.True(World.Copies.IsDisposed);
        Assert.Equal(OutcomeState.Durable, Snapshot("m2").State);
    }

    [Theory]
    [InlineData("watcher")]
    [InlineData("stores")]
    [InlineData("sources")]
    [InlineData("signals")]
    [InlineData("copies")]
    public void Goes_on_after_a_part_was_restarted(string part)
    {
        Start(sources: Some.Settings());
        Snapshot("m1");

        Assert.Null(Ask<NodeProtocol.Restarted>(new NodeProtocol.RestartPart(part)).Failure);
        World.Files.Write(World.Path, "[1,2]");

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(2, World.Copies.Live.Count);
        }, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Names_its_parts_where_one_is_to_be_restarted_that_it_has_not()
    {
        Start();

        Assert.Contains("watcher, sources, stores, signals", Ask<NodeProtocol.Restarted>(new NodeProtocol.RestartPart("engine")).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Serves_one_command_without_watching_or_clocks()
    {
        Start(NodeMode.OneShot, sources: Some.Settings() with { Interval = TimeSpan.FromMinutes(1) });
        Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, World.Files.Captures);

        Assert.Equal(OutcomeState.Durable, Snapshot("m1").State);
    }

    [Fact]
    public void Writes_nothing_where_it_may_only_read()
    {
        Start();
        Snapshot("m1");
        Kill();
        World.Copies.Deeds.Clear();
        var planted = Some.Snapshot(Some.Noon.AddHours(-1)) with { Digest = FakeStore.DigestOf("[5]"u8.ToArray()) };
        World.Copies.Plant(new SideCar(Some.Source, World.Path, planted), "[5]"u8.ToArray());

        Start(NodeMode.ReadOnly, startId: "start-2");
        Assert.Equal(2, Snapshots().Count);
        Kill();
        World.Copies.Lose(planted.Id);
        Start(startId: "start-3");

        Assert.Single(Snapshots());
        Assert.Empty(World.Copies.Deeds);
    }

    [Fact]
    public void Runs_clocks_once_for_all_runs_that_were_missed()
    {
        Start(sources: Some.Settings() with { Change = null, Interval = TimeSpan.FromMinutes(10) });
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromMinutes(1));
            Assert.Single(World.Copies.Live);
        });
        Kill();
        World.Files.Write(World.Path, "[1,2]");
        Advance(TimeSpan.FromHours(5));

        Start(startId: "start-2", sources: Some.Settings() with { Change = null, Interval = TimeSpan.FromMinutes(10) });

        AwaitAssert(() => Assert.Equal(2, World.Copies.Live.Count));
        Assert.Equal(TriggerKind.Interval, Assert.Single(Snapshots()[^1].Triggers).Kind);
    }

    [Fact]
    public void Captures_once_per_start_where_startup_is_on()
    {
        var settings = Some.Settings() with { Change = null, Startup = new Core.Settings.StartupSettings(Core.Settings.OncePer.Start) };
        Start(sources: settings);

        AwaitAssert(() => Assert.Equal("startup:start-1", Assert.Single(Assert.Single(Snapshots()).Triggers).Id.Value));
        Ask<SourceProtocol.Done>(new SourceProtocol.RestartPart(Some.Source, null));
        World.Files.Write(World.Path, "[1,2]");

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(SourceState.Idle, Status().State);
        });
        Assert.Single(World.Copies.Live);
    }

    [Fact]
    public void Limits_captures_at_once()
    {
        World.Files.Gate = new TaskCompletionSource();
        var sources = Enumerable.Range(0, 10).Select(i => Some.Settings(path: $"/srv/shop/{i}.json") with { Id = SourceId.Parse($"s{i}"), Change = null }).ToArray();
        foreach (var source in sources) World.Files.Write(source.Path, $"[\"{source.Id}\"]");
        Start(sources: sources);

        Node.Tell(new NodeProtocol.SnapshotEverything(), ActorRefs.NoSender);
        AwaitAssert(() => Assert.Equal(4, World.Files.Captures));
        World.Files.Gate.SetResult();

        AwaitAssert(() => Assert.Equal(10, World.Files.Captures));
        Assert.Equal(4, World.Files.MostAtOnce);
    }
}
