using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

/// <summary>Every beginning is resolved, and one trigger has one effect (rules 3).</summary>
public sealed class CrashTests
{
    private readonly Story _story = new();

    private (SnapshotId Id, FoundCopy Copy) StartsAndCommits(long epoch = 0, bool complete = true)
    {
        _story.Asks(Some.Trigger(TriggerKind.Signal, "s-1"));
        var id = _story.Starts();
        var keep = Assert.IsType<CaptureVerdict.Keep>(_story.Manifest.Judge(Some.Captured(), _story.Settings, _story.Now)).Snapshot with { Epoch = epoch };
        return (id, new FoundCopy(new SideCar(Some.Source, _story.Settings.Path, keep), $"linking_map_{id}.json", keep.TakenAt, keep.Bytes, InTrash: false, complete));
    }

    [Fact]
    public void A_begun_snapshot_that_a_store_holds_whole_is_taken()
    {
        var (id, copy) = StartsAndCommits();

        Assert.Same(copy, _story.Manifest.StartedIn([copy]));
        _story.Happens(_story.Manifest.Resolve([new VerifiedCopy(Some.Copies, copy)], _story.Now));

        Assert.Equal((SnapshotState.Live, copy.Handle), (_story.Manifest.Find(id)!.State, _story.Manifest.Find(id)!.Copies[0].Handle));
        Assert.Equal(OutcomeState.Durable, _story.Manifest.OutcomeOf(new TriggerId("s-1"), _story.Settings)!.State);
        Assert.Empty(_story.Manifest.Pending);
        Assert.Null(_story.Manifest.Started);
    }

    [Fact]
    public void A_begun_snapshot_that_no_store_holds_is_abandoned_and_run_again_under_a_new_id()
    {
        var (id, _) = StartsAndCommits();
        var at = _story.Manifest.Started!.At;

        _story.Happens(_story.Manifest.Resolve([], _story.Now));
        _story.Now = at;

        Assert.Equal("s-1", Assert.Single(_story.Manifest.Pending).Id.Value);
        Assert.Equal($"{id}_2", _story.Starts().Value);
    }

    [Theory]
    [InlineData(7, true)]    // of another ownership
    [InlineData(0, false)]   // cut short
    public void What_is_not_this_capture_whole_does_not_count(long epoch, bool complete)
    {
        var (_, copy) = StartsAndCommits(epoch, complete);

        Assert.Null(_story.Manifest.StartedIn([copy]));
    }

    [Fact]
    public void Nothing_begun_needs_no_resolution() => Assert.Empty(_story.Manifest.Resolve([], _story.Now));

    [Fact]
    public void A_restore_that_was_cut_off_has_failed()
    {
        var taken = _story.Saves(100);
        _story.Happens(Manifest.StartRestore(new TriggerId("r-1"), taken.Id, _story.Settings.Path, "me", _story.Now));

        _story.Happens(_story.Manifest.ResolveRestore(_story.Now));

        Assert.Null(_story.Manifest.State.Restoring);
        Assert.NotNull(Assert.IsType<RestoreEnded>(_story.Journal[^1]).Failure);
    }

    [Fact]
    public void A_replay_of_the_journal_gives_the_same_manifest()
    {
        _story.Saves(100);
        _story.Saves(100);
        _story.Saves(10);
        _story.Asks(TriggerKind.Manual);
        var replayed = _story.Journal.Aggregate(Manifest.Empty(Some.Source), (m, e) => m.Apply(e));

        Assert.Equal(_story.Manifest.Snapshots, replayed.Snapshots);
        Assert.Equal(_story.Manifest.Pending, replayed.Pending);
        Assert.Equal(_story.Manifest.State.Known.InOrder, replayed.State.Known.InOrder);
    }

    [Fact]
    public void An_event_of_a_newer_version_is_refused_and_not_passed_over() =>
        Assert.Throws<NotSupportedException>(() => _story.Manifest.Apply(new FromTheFuture(_story.Now)));

    [Fact]
    public void Every_event_there_is_can_be_applied()
    {
        var handled = typeof(ISourceEvent).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ISourceEvent)) && !t.IsInterface);

        Assert.All(handled, type => Assert.NotNull(Manifest.Empty(Some.Source).Apply((ISourceEvent)Sample(type)!)));
    }

    /// <summary>An instance with plausible arguments; ids point at nothing, which an event must bear.</summary>
    private static object? Sample(Type type)
    {
        if (type == typeof(Snapshot)) return Some.Snapshot();
        if (type == typeof(Trigger)) return Some.Trigger();
        if (type == typeof(SnapshotId)) return SnapshotId.Parse("20261120_120000");
        if (type == typeof(string)) return "text";
        if (type == typeof(DateTimeOffset)) return Some.Noon;
        if (type.IsValueType) return Activator.CreateInstance(type);
        if (type.Namespace == "System.Collections.Immutable") return type.GetField("Empty")!.GetValue(null);
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Sample(p.ParameterType))]);
    }

    private sealed record FromTheFuture(DateTimeOffset At) : ISourceEvent;
}
