using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Protocols;

public enum OutcomeState { Accepted, Durable, Unchanged, Incomplete, Failed, Refused }

/// <summary>How far a request has come. Accepted may carry a <paramref name="Reason"/> that says what it waits for (no store reachable, store full).</summary>
public sealed record Outcome(
    TriggerId Id, OutcomeState State, SourceId Source, SnapshotId? Snapshot = null, ImmutableList<StoreName>? Missing = null, string? Reason = null)
{
    public ImmutableList<StoreName> MissingStores => Missing ?? [];
    public bool IsFinal => State != OutcomeState.Accepted;
}

/// <summary>What kind of no it is; faces turn it into exit codes and HTTP status.</summary>
public enum RefusalKind { NoSuchSource, NoSuchSnapshot, NothingHealthy, Conflict, TooOld, TurnedOff, NeedsForce, NeedsYes, Away, Locked, Invalid, Failed }

/// <summary>One clear sentence: what, which, why, what to do next.</summary>
public sealed record Refusal(RefusalKind Kind, string Why);
