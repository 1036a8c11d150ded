using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

public sealed partial record Manifest
{
    /// <summary>How long an announcement that the content will shrink holds.</summary>
    public static readonly TimeSpan ShrinkAnnouncementHolds = TimeSpan.FromMinutes(10);

    /// <summary>The manifest after <paramref name="e"/>. Depends on nothing else, so that a replay gives the same.</summary>
    /// <exception cref="NotSupportedException">This version does not know the event.</exception>
    public Manifest Apply(ISourceEvent e) => new(After(State with { FirstSeenAt = State.FirstSeenAt ?? e.At }, e));

    private static ManifestState After(ManifestState s, ISourceEvent happened) => happened switch
    {
        TriggerAccepted e => Accepted(s, e.Trigger),
        TriggerSkipped e => Safe(s with
        {
            Pending = s.Pending.RemoveAll(t => t.Id == e.Id),
            Known = s.Known.Resolve([e.Id], OutcomeState.Unchanged, e.Same, e.Reason),
        }),
        SnapshotStarted e => s with
        {
            Started = new CaptureInFlight(e.Id, e.Epoch, s.Pending.FindAll(t => e.Triggers.Contains(t.Id)), e.At),
            Pending = s.Pending.RemoveAll(t => e.Triggers.Contains(t.Id)),
        },
        SnapshotTaken e => Taken(s, e.Snapshot),
        SnapshotUnchanged e => Unchanged(s, e),
        SnapshotAbandoned e => Abandoned(s, e),
        SnapshotFailed e => s with
        {
            Started = null,
            Known = s.Known.Resolve(Served(s), OutcomeState.Failed, null, e.Reason),
        },
        SnapshotAdopted e => s with { Snapshots = Insert(s.Snapshots, e.Snapshot), LastSequence = Math.Max(s.LastSequence, e.Snapshot.Sequence) },
        CopyStored e => ChangeCopies(s, e.Id, copies => Put(copies, e.Copy)),
        CopyLost e => Unsaved(s, FoldLost(ChangeCopy(s, e.Id, e.Store, copy => copy with { State = CopyState.Lost })), e.At),
        CopyDamaged e => Unsaved(s, Damaged(s, e), e.At),
        SnapshotAccepted e => Safe(Change(s, e.Id, old => old with { Health = Accepted(old.Health, e) })),
        PinChanged e => Change(s, e.Id, old => old with { Pinned = e.Pinned }),
        SnapshotForgotten e => ChangeCopies(s, e.Id, copies => Trashed(copies, e)) with { LastCleanupAt = e.At },
        SnapshotUndone e => ChangeCopies(s, e.Id, copies => Undone(copies, e)),
        TrashEmptied e => Emptied(s, e),
        RestoreStarted e => s with { Restoring = new RestoreInFlight(e.Request, e.Id, e.Target, e.Who, e.At) },
        RestoreEnded => s with { Restoring = null },
        SourceVanished => s with { Vanished = true },
        SourceReturned => s with { Vanished = false },
        PolicyHeld e => s with { Held = new HeldPolicy(e.Policy, e.WouldRemove, e.Of, e.At) },
        PolicyConfirmed e => s with { ConfirmedPolicy = e.Policy, Held = null },
        PlaceSeen e => s with { Places = s.Places.RemoveAll(p => p.Place == e.Place).Add(new KnownPlace(e.Place, e.Identity)) },
        OwnershipTaken e => s with { Epoch = e.Epoch, FirstEpoch = s.FirstEpoch == 0 ? e.Epoch : s.FirstEpoch, Owner = e.Node },
        _ => throw new NotSupportedException(
            $"The manifest of {s.Source} holds a {happened.GetType().Name}, which this version does not know: use the version that wrote it, or a newer one."),
    };

    private static ManifestState Accepted(ManifestState s, Trigger trigger)
    {
        var due = ClockTriggerId.DueOf(trigger);
        var isClock = trigger.Kind is TriggerKind.Interval or TriggerKind.Cron;
        return s with
        {
            // A clock that waits stands for the runs it missed: the last one is enough.
            Pending = (isClock ? s.Pending.RemoveAll(t => t.Kind == trigger.Kind) : s.Pending).Add(trigger),
            LastIntervalDue = trigger.Kind == TriggerKind.Interval ? due : s.LastIntervalDue,
            LastCronDue = trigger.Kind == TriggerKind.Cron ? due : s.LastCronDue,
            Known = isClock || trigger.Kind == TriggerKind.Change ? s.Known
                : s.Known.Add(new KnownTrigger(trigger.Id, trigger.Body, trigger.At, OutcomeState.Accepted)),
            ShrinkExpectedUntil = trigger.ExpectShrink ? trigger.At + ShrinkAnnouncementHolds : s.ShrinkExpectedUntil,
            UnsafeSince = TellsOfChange(trigger) ? s.UnsafeSince ?? trigger.At : s.UnsafeSince,
        };
    }

    private static ManifestState Taken(ManifestState s, Snapshot taken)
    {
        // Another may have been adopted while this one was captured.
        var snapshot = taken.Sequence > s.LastSequence ? taken : taken with { Sequence = s.LastSequence + 1 };
        var sameContent = NewestLiveIn(s)?.Digest == snapshot.Digest;
        var next = EndedWell(s, snapshot.TakenAt, [.. snapshot.Triggers.Select(t => t.Id)],
            snapshot.Incomplete ? OutcomeState.Incomplete : OutcomeState.Durable, snapshot.Id) with
        {
            Snapshots = s.Snapshots.Add(snapshot),
            LastSequence = snapshot.Sequence,
            LastStamp = snapshot.Stamp ?? s.LastStamp,
            ShrinkExpectedUntil = sameContent ? s.ShrinkExpectedUntil : null,
        };
        return snapshot.Health.IsHealthy ? Safe(next) : next with { UnsafeSince = next.UnsafeSince ?? snapshot.TakenAt };
    }

    private static ManifestState Unchanged(ManifestState s, SnapshotUnchanged e) =>
        Safe(EndedWell(s, e.At, Served(s), OutcomeState.Unchanged, e.Same) with { LastStamp = e.Stamp ?? s.LastStamp });

    private static ManifestState Abandoned(ManifestState s, SnapshotAbandoned e)
    {
        var abandoned = s.Abandoned.Add(new AbandonedId(e.Started, e.At));
        var ownFault = s.Started is null || s.Started.Epoch == s.Epoch;   // what a former owner left tells nothing about the stores
        return s with
        {
            Started = null,
            Pending = s.Started is null ? s.Pending : WaitAgain(s.Started.Triggers, s.Pending),
            Abandoned = abandoned.Count > AbandonedKept ? abandoned.RemoveAt(0) : abandoned,
            AbandonedInARow = ownFault ? s.AbandonedInARow + 1 : s.AbandonedInARow,
            LastAbandonedAt = ownFault ? e.At : s.LastAbandonedAt,
        };
    }

    /// <summary>Of changes the older goes on waiting, of a clock's runs the newer.</summary>
    private static ImmutableList<Trigger> WaitAgain(ImmutableList<Trigger> served, ImmutableList<Trigger> waiting) =>
        served.RemoveAll(t => t.Kind is TriggerKind.Interval or TriggerKind.Cron && waiting.Exists(w => w.Kind == t.Kind))
            .AddRange(waiting.RemoveAll(t => t.Kind == TriggerKind.Change && served.Exists(w => w.Kind == TriggerKind.Change)));

    private static SnapshotHealth Accepted(SnapshotHealth suspect, SnapshotAccepted e) =>
        suspect with { Verdict = HealthVerdict.Healthy, AcceptedBy = $"{e.Rule} by {e.Who}" };

    private static ManifestState EndedWell(ManifestState s, DateTimeOffset at, IReadOnlyCollection<TriggerId> served, OutcomeState state, SnapshotId id)
    {
        var daily = (s.Started?.Triggers ?? []).Where(t => t.OncePer == OncePer.Day).Select(t => KeyValuePair.Create(t.Kind, at));
        return s with
        {
            Started = null,
            Known = s.Known.Resolve(served, state, id),
            LastCapturedAt = s.Started?.At ?? at,
            OncePerDayUsed = s.OncePerDayUsed.SetItems(daily),
            AbandonedInARow = 0,
            LastAbandonedAt = null,
            Vanished = false,
        };
    }

    /// <summary>Counts unsafe changes anew: if the newest content is healthy, only what waits is unsafe.</summary>
    private static ManifestState Safe(ManifestState s)
    {
        if (NewestLiveIn(s) is not { Health.IsHealthy: true }) return s;
        var waiting = s.Pending.AddRange(s.Started?.Triggers ?? []).Where(TellsOfChange).Select(t => (DateTimeOffset?)t.At);
        return s with { UnsafeSince = waiting.Min() };
    }

    /// <summary>If the newest content is in no store any more, what the file holds is to be read again, whatever its stamp.</summary>
    private static ManifestState Unsaved(ManifestState before, ManifestState after, DateTimeOffset at) =>
        NewestLiveIn(before)?.Id == NewestLiveIn(after)?.Id ? after : after with { LastStamp = null, UnsafeSince = after.UnsafeSince ?? at };

    private static Snapshot? NewestLiveIn(ManifestState s) => s.Snapshots.FindLast(old => old is { State: SnapshotState.Live, Health.IsStale: false });

    private static bool TellsOfChange(Trigger trigger) =>
        trigger.Kind is TriggerKind.Change or TriggerKind.Signal or TriggerKind.Pushed or TriggerKind.Items;

    private static ImmutableList<TriggerId> Served(ManifestState s) => [.. (s.Started?.Triggers ?? []).Select(t => t.Id)];

    private static ImmutableList<Snapshot> Insert(ImmutableList<Snapshot> inOrder, Snapshot adopted)
    {
        var later = inOrder.FindIndex(s => s.TakenAt > adopted.TakenAt);
        return later < 0 ? inOrder.Add(adopted) : inOrder.Insert(later, adopted);
    }

    private static ManifestState Change(ManifestState s, SnapshotId id, Func<Snapshot, Snapshot> change)
    {
        var at = s.Snapshots.FindLastIndex(old => old.Id == id);
        return at < 0 ? s : s with { Snapshots = s.Snapshots.SetItem(at, change(s.Snapshots[at])) };
    }
}
