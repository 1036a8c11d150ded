using System.Collections.Immutable;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Wire.Events;
using static ActorBackup.Actors.Serialization.SnapshotMapping;

namespace ActorBackup.Actors.Serialization;

/// <summary>A manifest's whole state, as stored and back.</summary>
internal static class CheckpointMapping
{
    private static readonly EnumCodes<OutcomeState, OutcomeCode> Outcomes = new();

    public static ManifestMessage ToMessage(ManifestState s)
    {
        var message = new ManifestMessage
        {
            Source = s.Source.Value,
            LastSequence = s.LastSequence,
            Vanished = s.Vanished,
            AbandonedInARow = s.AbandonedInARow,
            RemovedSnapshots = s.RemovedSnapshots,
            RemovedBytes = s.RemovedBytes,
            Epoch = s.Epoch,
            FirstEpoch = s.FirstEpoch,
            LastStamp = SnapshotMapping.ToMessage(s.LastStamp),
            Snapshots = { s.Snapshots.Select(SnapshotMapping.ToMessage) },
            Pending = { s.Pending.Select(SnapshotMapping.ToMessage) },
            Known = { s.Known.InOrder.Select(ToMessage) },
            Abandoned = { s.Abandoned.Select(a => new AbandonedIdMessage { Id = a.Id.Value, AtTicks = ToTicks(a.At) }) },
            Places = { s.Places.Select(p => new KnownPlaceMessage { Place = p.Place, Identity = p.Identity.Value }) },
            OncePerDayUsed = { s.OncePerDayUsed.Select(used => new OncePerDayMessage { Kind = Kinds.Of(used.Key), AtTicks = ToTicks(used.Value) }) },
            Started = s.Started is not { } begun ? null : new CaptureInFlightMessage
            {
                Id = begun.Id.Value,
                Epoch = begun.Epoch,
                AtTicks = ToTicks(begun.At),
                Triggers = { begun.Triggers.Select(SnapshotMapping.ToMessage) },
            },
            Restoring = s.Restoring is not { } r ? null : new RestoreInFlightMessage
            {
                Request = r.Request.Value,
                Id = r.Id.Value,
                Target = r.Target,
                Who = r.Who,
                AtTicks = ToTicks(r.At),
            },
            Held = s.Held is not { } held ? null : new HeldPolicyMessage
            {
                Policy = held.Policy,
                WouldRemove = held.WouldRemove,
                Of = held.Of,
                AtTicks = ToTicks(held.At),
            },
        };
        if (s.Known.DroppedUpTo is { } dropped) message.KnownDroppedUpToTicks = ToTicks(dropped);
        if (s.FirstSeenAt is { } first) message.FirstSeenAtTicks = ToTicks(first);
        if (s.LastIntervalDue is { } interval) message.LastIntervalDueTicks = ToTicks(interval);
        if (s.LastCronDue is { } cron) message.LastCronDueTicks = ToTicks(cron);
        if (s.ShrinkExpectedUntil is { } shrink) message.ShrinkExpectedUntilTicks = ToTicks(shrink);
        if (s.ConfirmedPolicy is not null) message.ConfirmedPolicy = s.ConfirmedPolicy;
        if (s.LastCapturedAt is { } captured) message.LastCapturedAtTicks = ToTicks(captured);
        if (s.UnsafeSince is { } unsafeSince) message.UnsafeSinceTicks = ToTicks(unsafeSince);
        if (s.LastAbandonedAt is { } abandoned) message.LastAbandonedAtTicks = ToTicks(abandoned);
        if (s.LastCleanupAt is { } cleanup) message.LastCleanupAtTicks = ToTicks(cleanup);
        if (s.Owner is not null) message.Owner = s.Owner.Value;
        return message;
    }

    public static ManifestState ToState(ManifestMessage m) => new(SourceId.Parse(m.Source))
    {
        Snapshots = [.. m.Snapshots.Select(ToSnapshot)],
        Pending = [.. m.Pending.Select(ToTrigger)],
        Started = m.Started is not { } begun ? null : new CaptureInFlight(
            SnapshotId.Parse(begun.Id), begun.Epoch, [.. begun.Triggers.Select(ToTrigger)], ToTime(begun.AtTicks)),
        Restoring = m.Restoring is not { } r ? null : new RestoreInFlight(new TriggerId(r.Request), SnapshotId.Parse(r.Id), r.Target, r.Who, ToTime(r.AtTicks)),
        Known = KnownTriggers.Of(m.Known.Select(ToKnown), m.HasKnownDroppedUpToTicks ? ToTime(m.KnownDroppedUpToTicks) : null),
        Abandoned = [.. m.Abandoned.Select(a => new AbandonedId(SnapshotId.Parse(a.Id), ToTime(a.AtTicks)))],
        LastSequence = m.LastSequence,
        FirstSeenAt = m.HasFirstSeenAtTicks ? ToTime(m.FirstSeenAtTicks) : null,
        LastIntervalDue = m.HasLastIntervalDueTicks ? ToTime(m.LastIntervalDueTicks) : null,
        LastCronDue = m.HasLastCronDueTicks ? ToTime(m.LastCronDueTicks) : null,
        OncePerDayUsed = m.OncePerDayUsed.ToImmutableSortedDictionary(used => Kinds.Read(used.Kind), used => ToTime(used.AtTicks)),
        ShrinkExpectedUntil = m.HasShrinkExpectedUntilTicks ? ToTime(m.ShrinkExpectedUntilTicks) : null,
        Vanished = m.Vanished,
        ConfirmedPolicy = m.HasConfirmedPolicy ? m.ConfirmedPolicy : null,
        Held = m.Held is not { } held ? null : new HeldPolicy(held.Policy, held.WouldRemove, held.Of, ToTime(held.AtTicks)),
        LastStamp = ToStamp(m.LastStamp),
        LastCapturedAt = m.HasLastCapturedAtTicks ? ToTime(m.LastCapturedAtTicks) : null,
        UnsafeSince = m.HasUnsafeSinceTicks ? ToTime(m.UnsafeSinceTicks) : null,
        AbandonedInARow = m.AbandonedInARow,
        LastAbandonedAt = m.HasLastAbandonedAtTicks ? ToTime(m.LastAbandonedAtTicks) : null,
        RemovedSnapshots = m.RemovedSnapshots,
        RemovedBytes = m.RemovedBytes,
        LastCleanupAt = m.HasLastCleanupAtTicks ? ToTime(m.LastCleanupAtTicks) : null,
        Epoch = m.Epoch,
        FirstEpoch = m.FirstEpoch,
        Places = [.. m.Places.Select(p => new KnownPlace(p.Place, new StoreIdentity(p.Identity)))],
        Owner = m.HasOwner ? new NodeId(m.Owner) : null,
    };

    private static KnownTriggerMessage ToMessage(KnownTrigger k)
    {
        var message = new KnownTriggerMessage { Id = k.Id.Value, Body = k.Body, AtTicks = ToTicks(k.At), State = Outcomes.Of(k.State) };
        if (k.Snapshot is not null) message.Snapshot = k.Snapshot.Value;
        if (k.Reason is not null) message.Reason = k.Reason;
        return message;
    }

    private static KnownTrigger ToKnown(KnownTriggerMessage m) => new(
        new TriggerId(m.Id), m.Body, ToTime(m.AtTicks), Outcomes.Read(m.State),
        m.HasSnapshot ? SnapshotId.Parse(m.Snapshot) : null, m.HasReason ? m.Reason : null);
}
