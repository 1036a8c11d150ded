using System.Collections.Frozen;
using ActorBackup.Actors.Sources;
using ActorBackup.Actors.Stores;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Wire.Events;
using static ActorBackup.Actors.Serialization.SnapshotMapping;

namespace ActorBackup.Actors.Serialization;

/// <summary>Everything that is persisted, one row each. Rows are added, never changed.</summary>
internal static class StoredTypes
{
    private static readonly StoredType[] Rows =
    [
        StoredType.Of("trigger-accepted.1", TriggerAcceptedMessage.Parser,
            (TriggerAccepted e) => new TriggerAcceptedMessage { Trigger = ToMessage(e.Trigger), AtTicks = ToTicks(e.At) },
            m => new TriggerAccepted(ToTrigger(m.Trigger), ToTime(m.AtTicks))),
        StoredType.Of("trigger-skipped.1", TriggerSkippedMessage.Parser,
            (TriggerSkipped e) =>
            {
                var message = new TriggerSkippedMessage { Id = e.Id.Value, Reason = e.Reason, AtTicks = ToTicks(e.At) };
                if (e.Same is not null) message.Same = e.Same.Value;
                return message;
            },
            m => new TriggerSkipped(new TriggerId(m.Id), m.HasSame ? SnapshotId.Parse(m.Same) : null, m.Reason, ToTime(m.AtTicks))),
        StoredType.Of("snapshot-started.1", SnapshotStartedMessage.Parser,
            (SnapshotStarted e) => new SnapshotStartedMessage { Id = e.Id.Value, Epoch = e.Epoch, Triggers = { e.Triggers.Select(t => t.Value) }, AtTicks = ToTicks(e.At) },
            m => new SnapshotStarted(SnapshotId.Parse(m.Id), m.Epoch, [.. m.Triggers.Select(t => new TriggerId(t))], ToTime(m.AtTicks))),
        StoredType.Of("snapshot-taken.1", SnapshotTakenMessage.Parser,
            (SnapshotTaken e) => new SnapshotTakenMessage { Snapshot = ToMessage(e.Snapshot), AtTicks = ToTicks(e.At) },
            m => new SnapshotTaken(ToSnapshot(m.Snapshot), ToTime(m.AtTicks))),
        StoredType.Of("snapshot-unchanged.1", SnapshotUnchangedMessage.Parser,
            (SnapshotUnchanged e) => new SnapshotUnchangedMessage { Started = e.Started.Value, Same = e.Same.Value, Stamp = ToMessage(e.Stamp), AtTicks = ToTicks(e.At) },
            m => new SnapshotUnchanged(SnapshotId.Parse(m.Started), SnapshotId.Parse(m.Same), ToStamp(m.Stamp), ToTime(m.AtTicks))),
        StoredType.Of("snapshot-abandoned.1", SnapshotAbandonedMessage.Parser,
            (SnapshotAbandoned e) => new SnapshotAbandonedMessage { Started = e.Started.Value, Reason = e.Reason, AtTicks = ToTicks(e.At) },
            m => new SnapshotAbandoned(SnapshotId.Parse(m.Started), m.Reason, ToTime(m.AtTicks))),
        StoredType.Of("snapshot-failed.1", SnapshotFailedMessage.Parser,
            (SnapshotFailed e) => new SnapshotFailedMessage { Started = e.Started.Value, Reason = e.Reason, AtTicks = ToTicks(e.At) },
            m => new SnapshotFailed(SnapshotId.Parse(m.Started), m.Reason, ToTime(m.AtTicks))),
        StoredType.Of("snapshot-adopted.1", SnapshotAdoptedMessage.Parser,
            (SnapshotAdopted e) => new SnapshotAdoptedMessage { Snapshot = ToMessage(e.Snapshot), AtTicks = ToTicks(e.At) },
            m => new SnapshotAdopted(ToSnapshot(m.Snapshot), ToTime(m.AtTicks))),
        StoredType.Of("copy-stored.1", CopyStoredMessage.Parser,
            (CopyStored e) => new CopyStoredMessage { Id = e.Id.Value, Copy = ToMessage(e.Copy), AtTicks = ToTicks(e.At) },
            m => new CopyStored(SnapshotId.Parse(m.Id), ToCopy(m.Copy), ToTime(m.AtTicks))),
        StoredType.Of("copy-lost.1", CopyLostMessage.Parser,
            (CopyLost e) => new CopyLostMessage { Id = e.Id.Value, Store = e.Store.Value, AtTicks = ToTicks(e.At) },
            m => new CopyLost(SnapshotId.Parse(m.Id), new StoreName(m.Store), ToTime(m.AtTicks))),
        StoredType.Of("copy-damaged.1", CopyDamagedMessage.Parser,
            (CopyDamaged e) => new CopyDamagedMessage { Id = e.Id.Value, Store = e.Store.Value, Finding = e.Finding, AtTicks = ToTicks(e.At) },
            m => new CopyDamaged(SnapshotId.Parse(m.Id), new StoreName(m.Store), m.Finding, ToTime(m.AtTicks))),
        StoredType.Of("snapshot-accepted.1", SnapshotAcceptedMessage.Parser,
            (SnapshotAccepted e) => new SnapshotAcceptedMessage { Id = e.Id.Value, Who = e.Who, Rule = e.Rule, AtTicks = ToTicks(e.At) },
            m => new SnapshotAccepted(SnapshotId.Parse(m.Id), m.Who, m.Rule, ToTime(m.AtTicks))),
        StoredType.Of("pin-changed.1", PinChangedMessage.Parser,
            (PinChanged e) => new PinChangedMessage { Id = e.Id.Value, Pinned = e.Pinned, Who = e.Who, AtTicks = ToTicks(e.At) },
            m => new PinChanged(SnapshotId.Parse(m.Id), m.Pinned, m.Who, ToTime(m.AtTicks))),
        StoredType.Of("snapshot-forgotten.1", SnapshotForgottenMessage.Parser,
            (SnapshotForgotten e) => new SnapshotForgottenMessage
            {
                Id = e.Id.Value, Stores = { e.Stores.Select(s => s.Value) }, Rule = e.Rule, Who = e.Who, AtTicks = ToTicks(e.At),
            },
            m => new SnapshotForgotten(SnapshotId.Parse(m.Id), [.. m.Stores.Select(s => new StoreName(s))], m.Rule, m.Who, ToTime(m.AtTicks))),
        StoredType.Of("snapshot-undone.1", SnapshotUndoneMessage.Parser,
            (SnapshotUndone e) => new SnapshotUndoneMessage { Id = e.Id.Value, Stores = { e.Stores.Select(s => s.Value) }, Who = e.Who, AtTicks = ToTicks(e.At) },
            m => new SnapshotUndone(SnapshotId.Parse(m.Id), [.. m.Stores.Select(s => new StoreName(s))], m.Who, ToTime(m.AtTicks))),
        StoredType.Of("trash-emptied.1", TrashEmptiedMessage.Parser,
            (TrashEmptied e) => new TrashEmptiedMessage { Store = e.Store.Value, Ids = { e.Ids.Select(i => i.Value) }, Rule = e.Rule, AtTicks = ToTicks(e.At) },
            m => new TrashEmptied(new StoreName(m.Store), [.. m.Ids.Select(SnapshotId.Parse)], m.Rule, ToTime(m.AtTicks))),
        StoredType.Of("restore-started.1", RestoreStartedMessage.Parser,
            (RestoreStarted e) => new RestoreStartedMessage { Request = e.Request.Value, Id = e.Id.Value, Target = e.Target, Who = e.Who, AtTicks = ToTicks(e.At) },
            m => new RestoreStarted(new TriggerId(m.Request), SnapshotId.Parse(m.Id), m.Target, m.Who, ToTime(m.AtTicks))),
        StoredType.Of("restore-ended.1", RestoreEndedMessage.Parser,
            (RestoreEnded e) =>
            {
                var message = new RestoreEndedMessage { Request = e.Request.Value, Id = e.Id.Value, Target = e.Target, AtTicks = ToTicks(e.At) };
                if (e.Failure is not null) message.Failure = e.Failure;
                return message;
            },
            m => new RestoreEnded(new TriggerId(m.Request), SnapshotId.Parse(m.Id), m.Target, m.HasFailure ? m.Failure : null, ToTime(m.AtTicks))),
        StoredType.Of("source-vanished.1", SourceVanishedMessage.Parser,
            (SourceVanished e) => new SourceVanishedMessage { AtTicks = ToTicks(e.At) },
            m => new SourceVanished(ToTime(m.AtTicks))),
        StoredType.Of("source-returned.1", SourceReturnedMessage.Parser,
            (SourceReturned e) => new SourceReturnedMessage { AtTicks = ToTicks(e.At) },
            m => new SourceReturned(ToTime(m.AtTicks))),
        StoredType.Of("policy-held.1", PolicyHeldMessage.Parser,
            (PolicyHeld e) => new PolicyHeldMessage { Policy = e.Policy, WouldRemove = e.WouldRemove, Of = e.Of, AtTicks = ToTicks(e.At) },
            m => new PolicyHeld(m.Policy, m.WouldRemove, m.Of, ToTime(m.AtTicks))),
        StoredType.Of("policy-confirmed.1", PolicyConfirmedMessage.Parser,
            (PolicyConfirmed e) => new PolicyConfirmedMessage { Policy = e.Policy, Who = e.Who, AtTicks = ToTicks(e.At) },
            m => new PolicyConfirmed(m.Policy, m.Who, ToTime(m.AtTicks))),
        StoredType.Of("ownership-taken.1", OwnershipTakenMessage.Parser,
            (OwnershipTaken e) => new OwnershipTakenMessage { Epoch = e.Epoch, Incarnation = e.Incarnation, Node = e.Node.Value, AtTicks = ToTicks(e.At) },
            m => new OwnershipTaken(m.Epoch, m.Incarnation, new NodeId(m.Node), ToTime(m.AtTicks))),
        StoredType.Of("place-seen.1", PlaceSeenMessage.Parser,
            (PlaceSeen e) => new PlaceSeenMessage { Place = e.Place, Identity = e.Identity.Value, AtTicks = ToTicks(e.At) },
            m => new PlaceSeen(m.Place, new StoreIdentity(m.Identity), ToTime(m.AtTicks))),
        StoredType.Of("manifest.1", ManifestMessage.Parser, (Func<ManifestState, ManifestMessage>)CheckpointMapping.ToMessage, CheckpointMapping.ToState),
        StoredType.Of("match-found.1", MatchFoundMessage.Parser,
            (MatchFound e) => new MatchFoundMessage { Source = e.Source.Value, AtTicks = ToTicks(e.At) },
            m => new MatchFound(SourceId.Parse(m.Source), ToTime(m.AtTicks))),
        StoredType.Of("place-identified.1", PlaceIdentifiedMessage.Parser,
            (PlaceIdentified e) => new PlaceIdentifiedMessage { Place = e.Place, Identity = e.Identity.Value, AtTicks = ToTicks(e.At) },
            m => new PlaceIdentified(m.Place, new StoreIdentity(m.Identity), ToTime(m.AtTicks))),
    ];

    public static FrozenDictionary<string, StoredType> ByTag { get; } = Rows.ToFrozenDictionary(row => row.Tag);

    public static FrozenDictionary<Type, StoredType> ByType { get; } = Rows.ToFrozenDictionary(row => row.Type);
}
