using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

/// <summary>Everything a manifest knows, flat, so that a checkpoint can hold all of it. Only <see cref="Manifest.Apply"/> makes the next one.</summary>
public sealed record ManifestState(SourceId Source)
{
    /// <summary>In the manifest's order, oldest first; live, trash and lost.</summary>
    public ImmutableList<Snapshot> Snapshots { get; init; } = [];

    /// <summary>Accepted, not served yet, in the order they were accepted.</summary>
    public ImmutableList<Trigger> Pending { get; init; } = [];

    /// <summary>The capture that began and has not ended.</summary>
    public CaptureInFlight? Started { get; init; }

    public RestoreInFlight? Restoring { get; init; }

    public KnownTriggers Known { get; init; } = KnownTriggers.Empty;

    /// <summary>Ids under which a capture began and nothing may be listed, oldest first, at most <see cref="Manifest.AbandonedKept"/>.</summary>
    public ImmutableList<AbandonedId> Abandoned { get; init; } = [];

    /// <summary>The highest sequence given so far.</summary>
    public long LastSequence { get; init; }

    /// <summary>When the first event was persisted; clocks count from here before their first run.</summary>
    public DateTimeOffset? FirstSeenAt { get; init; }

    /// <summary>The due instant of the last interval trigger accepted.</summary>
    public DateTimeOffset? LastIntervalDue { get; init; }

    /// <summary>The due instant of the last cron trigger accepted.</summary>
    public DateTimeOffset? LastCronDue { get; init; }

    /// <summary>When a <c>once-per = day</c> trigger of a kind last had a durable or unchanged outcome.</summary>
    public ImmutableSortedDictionary<TriggerKind, DateTimeOffset> OncePerDayUsed { get; init; } = ImmutableSortedDictionary<TriggerKind, DateTimeOffset>.Empty;

    /// <summary>Until then the next new content may be smaller (<c>--expect-shrink</c>).</summary>
    public DateTimeOffset? ShrinkExpectedUntil { get; init; }

    /// <summary>The source is not there.</summary>
    public bool Vanished { get; init; }

    /// <summary>Fingerprint of the retention policy in force.</summary>
    public string? ConfirmedPolicy { get; init; }

    /// <summary>The changed policy that waits for a yes.</summary>
    public HeldPolicy? Held { get; init; }

    /// <summary>What stat said when the content was last known to be in a snapshot.</summary>
    public FileStamp? LastStamp { get; init; }

    /// <summary>When the last capture that was taken or unchanged began; min-interval counts from here.</summary>
    public DateTimeOffset? LastCapturedAt { get; init; }

    /// <summary>The oldest change that no durable healthy snapshot holds; RPO is its age.</summary>
    public DateTimeOffset? UnsafeSince { get; init; }

    /// <summary>Captures abandoned since the last that ended well.</summary>
    public int AbandonedInARow { get; init; }

    public DateTimeOffset? LastAbandonedAt { get; init; }

    /// <summary>Snapshots gone for good and their content's bytes, folded.</summary>
    public long RemovedSnapshots { get; init; }
    public long RemovedBytes { get; init; }

    /// <summary>When retention last moved something to the trash or emptied it.</summary>
    public DateTimeOffset? LastCleanupAt { get; init; }

    /// <summary>Of the present owner; 0 for a source that is not shared.</summary>
    public long Epoch { get; init; }

    /// <summary>The first that this journal knows of. Snapshots of earlier ones come from a time before it.</summary>
    public long FirstEpoch { get; init; }

    /// <summary>The node that took ownership last; null for a source that is not shared.</summary>
    public NodeId? Owner { get; init; }

    /// <summary>Of a shared source: the places where its copies lie. What a local source's places must show its node remembers.</summary>
    public ImmutableList<KnownPlace> Places { get; init; } = [];
}

/// <param name="Triggers">What it will have served when it ends well.</param>
public sealed record CaptureInFlight(SnapshotId Id, long Epoch, ImmutableList<Trigger> Triggers, DateTimeOffset At);

/// <param name="Target">Absolute.</param>
public sealed record RestoreInFlight(TriggerId Request, SnapshotId Id, string Target, string Who, DateTimeOffset At);

public sealed record AbandonedId(SnapshotId Id, DateTimeOffset At);

/// <param name="Policy">Its fingerprint.</param>
public sealed record HeldPolicy(string Policy, int WouldRemove, int Of, DateTimeOffset At);

public sealed record KnownPlace(string Place, StoreIdentity Identity);
