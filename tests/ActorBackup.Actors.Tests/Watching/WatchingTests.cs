using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Triggers;
using ActorBackup.Core.Watching;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Watching;

public sealed class WatchingTests(ITestOutputHelper output) : NodeTestKit(output)
{
    [Fact]
    public void Captures_at_start_what_changed_while_no_node_ran()
    {
        Start();

        Settle(1);

        Assert.Equal(TriggerKind.Change, Snapshots()[0].Triggers[0].Kind);
    }

    [Fact]
    public void Captures_a_change_once_it_is_quiet()
    {
        StartSettled();
        World.Files.Write(World.Path, "[1,2]");

        World.Watch.Tell(World.Path, FileEventKind.Modified);

        Settle(2);
    }

    [Fact]
    public void Captures_50_ms_after_a_writer_closed_the_file()
    {
        StartSettled();
        World.Files.Write(World.Path, "[1,2]");

        World.Watch.Tell(World.Path, FileEventKind.Completed);

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromMilliseconds(10));   // far less than the quiet period in all tries
            Assert.Equal(2, World.Copies.Live.Count);
        }, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Captures_a_file_that_never_rests_after_max_wait()
    {
        StartSettled();
        World.Files.Write(World.Path, "[1,2]");

        AwaitAssert(() =>
        {
            World.Watch.Tell(World.Path, FileEventKind.Modified);
            Advance(TimeSpan.FromMilliseconds(400));
            Assert.Equal(2, World.Copies.Live.Count);
        }, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void Sees_by_poll_what_no_event_told()
    {
        StartSettled();

        World.Files.Write(World.Path, "[1,2]");

        Settle(2);
    }

    [Fact]
    public void Reads_again_what_was_written_within_the_same_tick_of_the_clock()
    {
        StartSettled();
        World.Files.Write(World.Path, "[1,2]", racy: true);
        Settle(2);
        var captures = World.Files.Captures;

        World.Files.Settle(World.Path);

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(2));
            Assert.True(World.Files.Captures > captures);
        });
    }

    [Fact]
    public void Looks_at_every_file_when_events_were_lost()
    {
        StartSettled();
        World.Files.Write(World.Path, "[1,2]");

        World.Watch.Tell(new FileEvent("", null, FileEventKind.Overflow));

        Settle(2);
    }

    [Fact]
    public void Polls_and_says_why_where_folders_cannot_be_watched()
    {
        World.Watch.RefusesBecause = "fs.inotify.max_user_instances is used up";
        StartSettled();

        AwaitAssert(() => Assert.Equal("poll", Status().WatchedBy));
        World.Files.Write(World.Path, "[1,2]");

        Settle(2);
        Assert.Contains("max_user_instances", Status().Verdict.System.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Watches_again_when_watching_is_possible_again()
    {
        World.Watch.RefusesBecause = "used up";
        StartSettled();
        AwaitAssert(() => Assert.Equal("poll", Status().WatchedBy));

        World.Watch.RefusesBecause = null;

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(2));
            Assert.Equal("inotify", Status().WatchedBy);
        });
    }

    [Fact]
    public void Goes_on_when_the_folder_vanishes_and_returns()
    {
        StartSettled();
        World.Files.Delete(World.Path);
        World.Watch.RefusesBecause = "no such folder";
        World.Watch.Tell(new FileEvent("/srv/shop", null, FileEventKind.FolderGone));
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.Contains("is not there", Status().Verdict.Processing.Reason, StringComparison.Ordinal);
        });

        World.Watch.RefusesBecause = null;
        World.Files.Write(World.Path, "[7]");

        Settle(2);
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("inotify", Status().WatchedBy);
        });
    }

    [Fact]
    public void Takes_a_deletion_that_is_half_of_a_replacement_for_a_change()
    {
        StartSettled();
        World.Watch.Tell(World.Path, FileEventKind.Deleted);
        World.Files.Write(World.Path, "[8]");
        World.Watch.Tell(World.Path, FileEventKind.Completed);

        Settle(2);

        Assert.DoesNotContain("is not there", Status().Verdict.Processing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Captures_what_is_still_settling_before_it_stops()
    {
        StartSettled();
        World.Files.Write(World.Path, "[1,2]");
        World.Watch.Tell(World.Path, FileEventKind.Modified);

        Ask<NodeProtocol.Drained>(new NodeProtocol.Drain());

        Assert.Equal(2, World.Copies.Live.Count);
    }

    [Fact]
    public void Is_not_held_up_by_a_clock_that_is_set_back_a_year()
    {
        StartSettled();
        World.Files.Write(World.Path, "[1,2]");
        World.Watch.Tell(World.Path, FileEventKind.Modified);

        World.Time.SetUtcNow(Some.Noon.AddYears(-1));

        Settle(2);
    }

    [Fact]
    public void Takes_one_last_capture_when_the_process_of_the_pid_file_ends()
    {
        var settings = Some.Settings() with { Change = null, PidFile = "/run/scraper.pid" };
        World.Processes.Running = new ProcessMark(42, 1, "/usr/bin/scraper");
        Start(sources: settings);
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(2));
            Assert.True(World.Processes.Looks > 1);
        });
        Assert.Empty(World.Copies.Live);

        World.Processes.Running = null;

        Settle(1);
        Assert.Equal(TriggerKind.Manual, Snapshots()[0].Triggers[0].Kind);
    }

    private void StartSettled()
    {
        Start();
        Settle(1);
        AwaitAssert(() => Assert.Equal(SourceState.Idle, Status().State));
    }

    /// <summary>Lets time pass until so many snapshots are there.</summary>
    private void Settle(int snapshots) => AwaitAssert(() =>
    {
        Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(snapshots, World.Copies.Live.Count);
        Assert.Equal(snapshots, Snapshots().Count(s => s.State == SnapshotState.Live));
    }, TimeSpan.FromSeconds(20));
}
