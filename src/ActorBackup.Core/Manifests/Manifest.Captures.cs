using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Health;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Supervision;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

/// <summary>What a manifest cannot know when it is asked for the next capture.</summary>
/// <param name="Reconciled">Begun captures are resolved and what changed meanwhile is noticed.</param>
/// <param name="StoreHere">At least one of the source's stores takes writes.</param>
public sealed record CaptureConditions(bool Reconciled, bool StoreHere);

/// <param name="At">When the next capture may begin, maybe already past; null: not before something else happens.</param>
/// <param name="Reason">What it waits for, or why now; for status and logs.</param>
public sealed record CaptureDue(DateTimeOffset? At, string Reason);

/// <summary>What becomes of a captured content, decided before any store commits it.</summary>
public abstract record CaptureVerdict
{
    private CaptureVerdict() { }

    /// <summary>Nothing is stored; persist these.</summary>
    public sealed record Unchanged(SnapshotId Same, ImmutableList<ISourceEvent> Events) : CaptureVerdict;

    /// <summary>Commit this, then persist <see cref="Manifest.Taken(Snapshot, ImmutableList{StoredCopy}, DateTimeOffset)"/>. It has no copies yet.</summary>
    public sealed record Keep(Snapshot Snapshot) : CaptureVerdict;
}

public sealed partial record Manifest
{
    /// <summary>How long captures wait after stores failed them: doubling from a second to a minute.</summary>
    public static BackOff StoreBackOff { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    public CaptureDue NextCapture(CaptureConditions conditions, SourceSettings settings, DateTimeOffset now)
    {
        if (Pending.IsEmpty) return new CaptureDue(null, "no trigger waits");
        if (!conditions.Reconciled) return new CaptureDue(null, "waits until stores and manifest are reconciled");
        if (Started is not null) return new CaptureDue(null, $"waits for the capture {Started.Id} under way");
        if (State.Restoring is not null) return new CaptureDue(null, $"waits for the restore of {State.Restoring.Id} under way");
        if (!conditions.StoreHere) return new CaptureDue(null, $"waits for a store: none of {Names(settings)} is reachable");

        var retryAt = State.LastAbandonedAt + StoreBackOff.DelayAfter(State.AbandonedInARow);
        if (retryAt > now && State.LastAbandonedAt <= now)
            return new CaptureDue(retryAt, $"waits after {State.AbandonedInARow} captures that no store took");
        var spacedAt = State.LastCapturedAt + settings.MinInterval;
        if (spacedAt > now && State.LastCapturedAt <= now && Pending.TrueForAll(t => HeldBack(t.Kind)))
            return new CaptureDue(spacedAt, $"waits for min-interval ({settings.MinInterval})");
        return new CaptureDue(now, $"serves {string.Join(", ", Pending.Select(t => t.Kind).Distinct().Order().Select(TriggerNames.Name))}");
    }

    /// <summary>Begins a capture that serves all that waits.</summary>
    /// <remarks>Save triggers whose <c>once-per</c> day was used up while they waited: those are answered.</remarks>
    /// <param name="zone">Of the id: the node's for local sources.</param>
    /// <returns>Events that end in a <see cref="SnapshotStarted"/>, unless nothing is left to serve.</returns>
    public Decision Start(long epoch, TimeZoneInfo zone, DateTimeOffset now)
    {
        var skipped = Pending.FindAll(t => UsedToday(t, zone, now) is not null);
        ImmutableList<ISourceEvent> events = [.. skipped.Select(t => new TriggerSkipped(t.Id, NewestLive?.Id, "once per day: used up today", now))];
        var served = Pending.Except(skipped).Select(t => t.Id).ToImmutableList();
        if (served.IsEmpty) return new Decision(events);
        var id = SnapshotId.New(TimeZoneInfo.ConvertTime(now, zone), IsTaken);
        return new Decision(events.Add(new SnapshotStarted(id, epoch, served, now)));
    }

    /// <summary>Ids in the manifest, in flight or abandoned; never given again.</summary>
    public bool IsTaken(SnapshotId id) => Find(id) is not null || Started?.Id == id || State.Abandoned.Exists(a => a.Id == id);

    /// <summary>What reading needs to know besides the settings.</summary>
    public CaptureRequest CaptureRequest(SourceSettings settings)
    {
        var waiting = settings.Change ?? ChangeSettings.Default;
        return new CaptureRequest(
            settings.Path, settings.Health.Parse, waiting.Quiet, waiting.MaxWait, NewestHealthy?.ParsedAs, NewestHealthy is not null);
    }

    /// <summary>Decides over content read for the capture in flight.</summary>
    /// <param name="newestIsStored">A store still holds the newest snapshot; if none does, the same content is worth an entry of its own.</param>
    /// <exception cref="InvalidOperationException">No capture is in flight.</exception>
    public CaptureVerdict Judge(CaptureResult.Captured captured, SourceSettings settings, DateTimeOffset now, bool newestIsStored = true)
    {
        var started = Started ?? throw new InvalidOperationException($"No capture of {Source} is in flight.");
        var items = captured.Reading.Items ?? started.Triggers.FindLast(t => t.Items is not null)?.Items;
        var health = HealthPolicy.Of(settings.Health).Judge(
            new ContentFacts(captured.Bytes, items, captured.Reading, captured.Torn), NewestHealthy, LargestSince(now - HealthPolicy.WarningWindow, now),
            shrinkExpected: ShrinkExpected(now, started));
        var wantsEntry = started.Triggers.Exists(t => t.WantsEntry);
        if (!wantsEntry && newestIsStored && NewestLive is { Health.Verdict: not HealthVerdict.Damaged } newest && newest.Digest == captured.Digest)
            return new CaptureVerdict.Unchanged(newest.Id, SameAgain(started, newest, health, captured.Stamp, now));
        return new CaptureVerdict.Keep(new Snapshot(
            started.Id, State.LastSequence + 1, started.Epoch, captured.ReadAt, [.. started.Triggers.Select(t => new ServedTrigger(t.Id, t.Kind))],
            items, captured.Bytes, captured.Digest, health, captured.Stamp, [])
        {
            Label = Labels(started),
            Pinned = started.Triggers.Exists(t => t.Pin),
            Incomplete = captured.Tree is { Unreadable: > 0 },
            Tree = captured.Tree,
            ParsedAs = captured.Reading.ParsedAs,
            Counters = Counters(started),
        });
    }

    /// <summary>The end of a kept capture.</summary>
    /// <param name="copies">What the stores that took it answered, at least one.</param>
    public static ImmutableList<ISourceEvent> Taken(Snapshot kept, ImmutableList<StoredCopy> copies, DateTimeOffset now) =>
        [new SnapshotTaken(kept with { Copies = copies }, now)];

    /// <summary>The end of a capture that could not read the source.</summary>
    public ImmutableList<ISourceEvent> Failed(SnapshotId started, CaptureResult result, DateTimeOffset now) => result switch
    {
        CaptureResult.Unreadable r => [new SnapshotFailed(started, r.Reason, now)],
        CaptureResult.Missing r when State.Vanished => [new SnapshotFailed(started, r.Reason, now)],
        CaptureResult.Missing r => [new SnapshotFailed(started, r.Reason, now), new SourceVanished(now)],
        _ => throw new ArgumentException($"A {result.GetType().Name} is no failure.", nameof(result)),
    };

    /// <summary>The end of a capture that no store took; its triggers wait again.</summary>
    public static ImmutableList<ISourceEvent> Abandon(SnapshotId started, string reason, DateTimeOffset now) => [new SnapshotAbandoned(started, reason, now)];

    private static ImmutableList<ISourceEvent> SameAgain(CaptureInFlight started, Snapshot newest, SnapshotHealth health, FileStamp? stamp, DateTimeOffset now)
    {
        var unchanged = new SnapshotUnchanged(started.Id, newest.Id, stamp, now);
        return newest.Health.IsHealthy || !health.IsHealthy ? [unchanged]
            : [new SnapshotAccepted(newest.Id, "actorbackup", health.AcceptedBy ?? "read again and found whole", now), unchanged];
    }

    private bool ShrinkExpected(DateTimeOffset now, CaptureInFlight started) =>
        State.ShrinkExpectedUntil >= now || started.Triggers.Exists(t => t.ExpectShrink);

    private Snapshot? LargestSince(DateTimeOffset from, DateTimeOffset to) =>
        Snapshots.Where(s => s is { State: SnapshotState.Live, Health.IsHealthy: true } && s.TakenAt >= from && s.TakenAt <= to)
            .MaxBy(s => (s.Items ?? 0, s.Bytes));

    private static bool HeldBack(TriggerKind kind) => kind is TriggerKind.Change or TriggerKind.Interval or TriggerKind.Cron;

    private static string? Labels(CaptureInFlight started) =>
        started.Triggers.Select(t => t.Label).OfType<string>().Distinct().ToList() is { Count: > 0 } labels ? string.Join('+', labels) : null;

    private static ImmutableSortedDictionary<string, double> Counters(CaptureInFlight started) =>
        started.Triggers.Aggregate(ImmutableSortedDictionary<string, double>.Empty, (all, t) => all.SetItems(t.Counters));

    private static string Names(SourceSettings settings) => string.Join(", ", settings.Stores.Select(s => s.Store.Value));
}
