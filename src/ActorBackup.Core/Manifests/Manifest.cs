using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

/// <summary>The record of one source: what its events add up to, and every decision about it. Immutable; no clock, no I/O.</summary>
/// <remarks>Parts: <c>Apply</c> (state after an event), <c>Triggers</c>, <c>Clocks</c>, <c>Captures</c>, <c>Reconciling</c>, <c>CatchingUp</c>,
/// <c>Choosing</c>, <c>Commands</c>, <c>Retaining</c>, <c>Restoring</c>, <c>Owning</c>. Decisions never change the manifest; their events do, once persisted.</remarks>
public sealed partial record Manifest(ManifestState State)
{
    /// <summary>How many abandoned ids are remembered.</summary>
    public const int AbandonedKept = 1000;

    /// <summary>How many lost snapshots stay listed; older ones fold into the totals.</summary>
    public const int LostKept = 1000;

    public SourceId Source => State.Source;
    public ImmutableList<Snapshot> Snapshots => State.Snapshots;
    public ImmutableList<Trigger> Pending => State.Pending;
    public CaptureInFlight? Started => State.Started;

    public static Manifest Empty(SourceId source) => new(new ManifestState(source));

    public Snapshot? Find(SnapshotId id) => Snapshots.FindLast(s => s.Id == id);

    /// <summary>The last in order that some store still holds live; what a stale owner wrote is passed over.</summary>
    public Snapshot? NewestLive => NewestLiveIn(State);

    /// <summary>The reference of rules 4, and what no policy removes.</summary>
    public Snapshot? NewestHealthy => Snapshots.FindLast(s => s is { State: SnapshotState.Live, Health.IsHealthy: true });

    /// <summary>Whether the file may hold what no snapshot has; asked at start and by every poll.</summary>
    /// <param name="now">What stat says, null if there is no file: then nothing can be captured.</param>
    public bool MayHaveChanged(FileStamp? now) =>
        now is not null && (State.LastStamp is not { Racy: false } last || !now.SameContentAs(last));

    /// <summary>What stat said of content that one of the configured stores holds; null if none does, and the file is to be read again.</summary>
    public FileStamp? StampSavedIn(SourceSettings settings) =>
        NewestLive is null || settings.Stores.Any(use => NewestLive.CopyIn(use.Store) is { State: CopyState.Live }) ? State.LastStamp : null;

    /// <summary>What to persist when the source is seen to be there, or not to be.</summary>
    public ImmutableList<ISourceEvent> Seen(bool isThere, DateTimeOffset now) =>
        isThere != State.Vanished ? [] : isThere ? [new SourceReturned(now)] : [new SourceVanished(now)];

    /// <summary>How far a command has come, or null if its id is not known.</summary>
    public Outcome? OutcomeOf(TriggerId id, SourceSettings settings)
    {
        if (State.Known.Find(id) is not { } known) return null;
        var outcome = new Outcome(id, known.State, Source, known.Snapshot, Reason: known.Reason);
        if (known.Snapshot is null || Find(known.Snapshot) is not { } snapshot) return outcome;
        if (snapshot is { Incomplete: true, Tree: { } tree } && known.Reason is null) outcome = outcome with { Reason = tree.WhatIsMissing };
        outcome = outcome with { Missing = [.. settings.Stores.Select(s => s.Store).Where(s => snapshot.CopyIn(s) is null)] };
        var tooFew = known.State is OutcomeState.Durable or OutcomeState.Incomplete && snapshot.Copies.Count < settings.DurableIn;
        return tooFew && outcome.MissingStores.Count > 0
            ? outcome with { State = OutcomeState.Accepted, Reason = $"stored in {snapshot.Copies.Count} of the {settings.DurableIn} stores it must be in" }
            : outcome;
    }
}
