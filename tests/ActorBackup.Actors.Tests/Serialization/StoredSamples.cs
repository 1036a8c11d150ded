using System.Collections.Immutable;
using ActorBackup.Actors.Sources;
using ActorBackup.Actors.Stores;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Serialization;

/// <summary>One of every stored type with every field set, and the same again with everything optional left out.</summary>
internal static class StoredSamples
{
    private static readonly DateTimeOffset At = Some.Noon.AddTicks(1234567);
    private static readonly SnapshotId Id = SnapshotId.Parse("20261120_120000_2");
    private static readonly TriggerId Trigger = new("0192f3c0-7a00-7000-8000-000000000001");

    private static readonly Trigger FullTrigger = new(Trigger, TriggerKind.Signal, At, "body")
    {
        Label = "before 🚀",
        Pin = true,
        Items = 42,
        ExpectShrink = true,
        ResetCount = true,
        OncePer = OncePer.Day,
        Counters = ImmutableSortedDictionary<string, double>.Empty.Add("ean", 0.1).Add("nodes", 12),
    };

    private static readonly StoredCopy FullCopy = new(Some.Vault, "a/b.json", 77, CopyState.Trash, true, "keep-last by policy", At);

    private static readonly Snapshot FullSnapshot = Some.Snapshot(At, health: Some.Suspect(Suspicion.FewerItems, "3 of 9") with { AcceptedBy = "me" }) with
    {
        Epoch = 5,
        Tier = "frequent",
        Label = "l",
        Pinned = true,
        Incomplete = true,
        Counters = FullTrigger.Counters,
        Copies = [FullCopy, Some.Copy(Id)],
        Stamp = Some.Stamp(At, racy: true),
    };

    private static readonly Snapshot BareSnapshot = Some.Snapshot(items: null) with { Stamp = null, Digest = ContentDigest.Unknown, Copies = [] };

    /// <summary>As the first version knew them; their bytes are in golden-v1.txt.</summary>
    public static ImmutableList<object> First { get; } =
    [
        new TriggerAccepted(FullTrigger, At), new TriggerAccepted(new Trigger(Trigger, TriggerKind.Change, At), At),
        new TriggerSkipped(Trigger, Id, "used up", At), new TriggerSkipped(Trigger, null, "used up", At),
        new SnapshotStarted(Id, 3, [Trigger, new TriggerId("change:1")], At),
        new SnapshotTaken(FullSnapshot, At), new SnapshotTaken(BareSnapshot, At),
        new SnapshotUnchanged(Id, Id, Some.Stamp(At), At), new SnapshotUnchanged(Id, Id, null, At),
        new SnapshotAbandoned(Id, "node died", At), new SnapshotFailed(Id, "unreadable", At), new SnapshotAdopted(FullSnapshot, At),
        new CopyStored(Id, FullCopy, At), new CopyLost(Id, Some.Copies, At), new CopyDamaged(Id, Some.Copies, "2 bytes differ", At),
        new SnapshotAccepted(Id, "me", "accept", At), new PinChanged(Id, true, "me", At),
        new SnapshotForgotten(Id, [Some.Copies, Some.Vault], "keep-last", "policy", At), new SnapshotUndone(Id, [Some.Copies], "me", At),
        new TrashEmptied(Some.Copies, [Id], "trash-keep", At),
        new RestoreStarted(Trigger, Id, "/srv/a b.json", "me", At), new RestoreEnded(Trigger, Id, "/srv/a b.json", "no space", At), new RestoreEnded(Trigger, Id, "/t", null, At),
        new SourceVanished(At), new SourceReturned(At), new PolicyHeld("keep-last 3", 9, 12, At), new PolicyConfirmed("keep-last 3", "me", At),
        new MatchFound(Some.Source.Match("a/ü.json"), At), new PlaceIdentified("/srv/backups", new StoreIdentity("cafe"), At),
        new ManifestState(Some.Source), FullState,
    ];

    /// <summary>What shared sources brought; golden-v2.txt.</summary>
    public static ImmutableList<object> Second { get; } =
    [
        new OwnershipTaken(7, "0192f3c0", Some.Node, At),
        new SnapshotAdopted(FullSnapshot with { Health = Some.Suspect(Suspicion.Stale, "written in epoch 6") }, At),
        new PlaceSeen("/mnt/shared/backups", new StoreIdentity("cafe"), At),
        FullState with { Epoch = 7, FirstEpoch = 2, Owner = Some.Node, Places = [new KnownPlace("/mnt/shared/backups", new StoreIdentity("cafe"))] },
    ];

    /// <summary>What folders brought; golden-v3.txt.</summary>
    public static ImmutableList<object> Third { get; } =
    [
        new SnapshotTaken(FullSnapshot with { Tree = new TreeFigures(9, 1, 2, 3, 21, ["/srv/a b: permission denied", "/srv/ü: it vanished"]) }, At),
        new SnapshotTaken(BareSnapshot with { Tree = new TreeFigures(0, 0, 0, 0, 0, []) }, At),
    ];

    public static ImmutableList<object> All => [.. First, .. Second, .. Third];

    private static ManifestState FullState => new(Some.Source)
    {
        Snapshots = [FullSnapshot, BareSnapshot],
        Pending = [FullTrigger],
        Started = new CaptureInFlight(Id, 3, [FullTrigger], At),
        Restoring = new RestoreInFlight(Trigger, Id, "/t", "me", At),
        Known = KnownTriggers.Of([new KnownTrigger(Trigger, "body", At, OutcomeState.Durable, Id, "why"), new KnownTrigger(new TriggerId("x"), "", At, OutcomeState.Accepted)], At),
        Abandoned = [new AbandonedId(Id, At)],
        LastSequence = 9,
        FirstSeenAt = At,
        LastIntervalDue = At,
        LastCronDue = At,
        OncePerDayUsed = ImmutableSortedDictionary<TriggerKind, DateTimeOffset>.Empty.Add(TriggerKind.Startup, At),
        ShrinkExpectedUntil = At,
        Vanished = true,
        ConfirmedPolicy = "p",
        Held = new HeldPolicy("q", 1, 2, At),
        LastStamp = Some.Stamp(At),
        LastCapturedAt = At,
        UnsafeSince = At,
        AbandonedInARow = 4,
        LastAbandonedAt = At,
        RemovedSnapshots = 5,
        RemovedBytes = 6,
        LastCleanupAt = At,
    };
}
