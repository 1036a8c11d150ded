using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Triggers;
using ActorBackup.Core.Watching;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Sources;

public sealed class TreeSourceTests : NodeTestKit
{
    private static readonly SourceSettings Project = Some.Settings() with { Path = FakeTree.Root, Tree = TreeRules.None, Stores = [new StoreUse(Some.Vault, null)] };

    public TreeSourceTests(ITestOutputHelper output) : base(output)
    {
        World.Tree.Files["/srv/project/a.txt"] = "a";
        World.Tree.Files["/srv/project/src/b.txt"] = "b";
        World.Files.Write(FakeTree.Root, "");   // something is there
    }

    [Fact]
    public void Looks_at_everything_when_the_node_starts()
    {
        StartSettled();

        Assert.Null(World.Trees.Captures.First().Dirty);
        Assert.NotNull(World.Trees.Captures.First().FullScanBecause);
        Assert.Equal(2, Snapshots()[0].Tree!.Files);
        Assert.Equal(2, Snapshots()[0].Items);
    }

    [Fact]
    public void Watches_every_folder()
    {
        StartSettled();

        Assert.Equal(["/srv/project", "/srv/project/src"], World.Watch.Watched.Keys.Order());
        AwaitAssert(() => Assert.Equal("inotify", Status().WatchedBy));
    }

    [Fact]
    public void Looks_only_at_what_changed()
    {
        StartSettled();

        Change("/srv/project/src/b.txt", "bb");

        Settle(2);
        Assert.Equal(["/srv/project/src/b.txt"], World.Trees.Captures.Last().Dirty!.Entries);
        Assert.Null(World.Trees.Captures.Last().FullScanBecause);
    }

    [Fact]
    public void Looks_again_at_what_changed_when_no_store_took_it()
    {
        StartSettled();
        World.Vault.FailsWith = new Core.Stores.StoreException(Core.Stores.StoreFailure.Transient, "the disk hiccups");
        Change("/srv/project/src/b.txt", "bb");
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromMilliseconds(500));
            Assert.Equal("/srv/project/src/b.txt", World.Trees.Captures.Last().Dirty?.Entries.SingleOrDefault());
        });

        World.Vault.FailsWith = null;
        Change("/srv/project/a.txt", "aa");

        Settle(2);
        Assert.Equal(["/srv/project/a.txt", "/srv/project/src/b.txt"], World.Trees.Captures.Last().Dirty!.Entries.Order());
    }

    [Fact]
    public void Takes_in_what_happened_right_before_a_command()
    {
        StartSettled();
        World.Tree.Files["/srv/project/a.txt"] = "aa";
        World.Watch.Tell("/srv/project/a.txt", FileEventKind.Modified);

        var outcome = Snapshot("now");

        Assert.Equal(OutcomeState.Durable, outcome.State);
        Assert.Equal(["/srv/project/a.txt"], World.Trees.Captures.Last().Dirty!.Entries);
    }

    [Fact]
    public void Watches_a_new_folder_and_looks_at_all_of_it()
    {
        StartSettled();
        World.Tree.Files["/srv/project/new/deep/c.txt"] = "c";

        World.Watch.Tell(new FileEvent("/srv/project", "new", FileEventKind.Modified) { IsFolder = true });

        Settle(2);
        AwaitAssert(() => Assert.Contains("/srv/project/new/deep", World.Watch.Watched.Keys));
        Assert.Contains("/srv/project/new", World.Trees.Captures.Last().Dirty!.Folders);
    }

    [Fact]
    public void Lets_go_of_a_folder_that_was_moved_away()
    {
        StartSettled();
        World.Tree.Files.Clear();

        World.Watch.Tell(new FileEvent("/srv/project", "src", FileEventKind.Deleted) { IsFolder = true });

        Settle(2);
        Assert.Equal(["/srv/project"], World.Watch.Watched.Keys);
        Assert.Equal(["/srv/project/src"], World.Trees.Captures.Last().Dirty!.Entries);
    }

    [Fact]
    public void Is_not_disturbed_by_what_is_excluded()
    {
        StartSettled();
        var captures = World.Trees.Captures.Count;

        World.Watch.Tell("/srv/project/run.log", FileEventKind.Completed);
        World.Watch.Tell("/srv/project/a.txt", FileEventKind.Completed);

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromMilliseconds(500));
            Assert.Equal(captures + 1, World.Trees.Captures.Count);
        });
        Assert.Equal(["/srv/project/a.txt"], World.Trees.Captures.Last().Dirty!.Entries);
    }

    [Fact]
    public void Looks_at_everything_when_events_were_lost()
    {
        StartSettled();
        World.Tree.Files["/srv/project/a.txt"] = "aa";

        World.Watch.Tell(new FileEvent("", null, FileEventKind.Overflow));

        Settle(2);
        Assert.Null(World.Trees.Captures.Last().Dirty);
    }

    [Fact]
    public void Looks_at_everything_once_a_day_and_tells_what_events_had_missed()
    {
        StartSettled();
        World.Trees.Missed = ["/srv/project/src/b.txt"];
        World.Tree.Files["/srv/project/src/b.txt"] = "by a mapping";

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromHours(25));
            Assert.Contains(World.Trees.Captures, c => c is { Dirty: not null, FullScanBecause: not null });
        });

        Assert.Contains("daily", World.Trees.Captures.First(c => c is { Dirty: not null, FullScanBecause: not null }).FullScanBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void Polls_where_a_folder_cannot_be_watched()
    {
        World.Watch.RefusesBecause = "fs.inotify.max_user_watches is used up";
        StartSettled();
        AwaitAssert(() => Assert.Equal("poll", Status().WatchedBy));

        World.Tree.Files["/srv/project/a.txt"] = "aa";

        Settle(2);
        Assert.Null(World.Trees.Captures.Last().Dirty);
        Assert.Contains("max_user_watches", Status().Verdict.System.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_the_folder_is_gone_and_goes_on_when_it_is_back()
    {
        StartSettled();
        World.Tree.IsThere = false;
        World.Watch.Tell(new FileEvent("/srv/project", null, FileEventKind.FolderGone));
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.Contains("is not there", Status().Verdict.Processing.Reason, StringComparison.Ordinal);
        });

        World.Tree.IsThere = true;
        World.Tree.Files["/srv/project/a.txt"] = "aa";

        Settle(2);
        Assert.Equal("inotify", Status().WatchedBy);
    }

    [Fact]
    public void Names_what_could_not_be_read()
    {
        World.Tree.Unreadable = ["/srv/project/a.txt"];
        Start(sources: Project);

        var outcome = Snapshot("now");

        Assert.Equal(OutcomeState.Incomplete, outcome.State);
        Assert.Contains("/srv/project/a.txt: permission denied", outcome.Reason, StringComparison.Ordinal);
        Assert.True(Snapshots()[^1].Incomplete);
    }

    [Fact]
    public void Looks_at_everything_where_nothing_watches()
    {
        Start(NodeMode.OneShot, sources: Project);

        Assert.Equal(OutcomeState.Durable, Snapshot("one").State);
        Assert.Equal(OutcomeState.Unchanged, Snapshot("two").State);
        Assert.All(World.Trees.Captures, capture => Assert.Null(capture.Dirty));
    }

    [Fact]
    public void Takes_a_safety_snapshot_before_it_is_restored_in_place()
    {
        StartSettled();
        World.Tree.Files["/srv/project/a.txt"] = "aa";
        World.Watch.Tell("/srv/project/a.txt", FileEventKind.Modified);

        var done = Ask<SourceProtocol.Done>(new SourceProtocol.Restore(Some.Source, new TriggerId("r"), new SnapshotChoice("latest"), null, Force: false, DryRun: false, "me")
        {
            Tree = new TreeChoice("src", ["*.txt"], Delete: true),
        });

        Assert.Equal((OutcomeState.Durable, "2 entries, 5 bytes written, 1 bytes found as they should be"), (done.Outcome.State, done.Outcome.Reason));
        var order = World.Trees.Restores.Single();
        Assert.Equal((FakeTree.Root, true, new TreeChoice("src", ["*.txt"], Delete: true), false), (order.Target, order.InPlace, order.Choice, order.DryRun));
        Assert.Contains(Snapshots(), s => s.Triggers[0].Kind == TriggerKind.BeforeChange);
    }

    [Fact]
    public void Only_tells_what_a_dry_run_would_do()
    {
        StartSettled();

        var done = Ask<SourceProtocol.Done>(new SourceProtocol.Restore(Some.Source, new TriggerId("r"), new SnapshotChoice("latest"), null, Force: false, DryRun: true, "me"));

        Assert.Equal("would make 2 of its entries, and compare 1 that are there", done.Outcome.Reason);
        Assert.True(World.Trees.Restores.Single().DryRun);
        Assert.Single(Snapshots());
    }

    private void StartSettled()
    {
        Start(sources: Project);
        Settle(1);
        AwaitAssert(() => Assert.Equal(SourceState.Idle, Status().State));
    }

    private void Change(string path, string content)
    {
        World.Tree.Files[path] = content;
        World.Watch.Tell(path, FileEventKind.Completed);
    }

    /// <summary>Lets time pass until so many snapshots are there.</summary>
    private void Settle(int snapshots) => AwaitAssert(() =>
    {
        Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(snapshots, World.Vault.Live.Count);
        Assert.Equal(snapshots, Snapshots().Count);
    }, TimeSpan.FromSeconds(20));
}
