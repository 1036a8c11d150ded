using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Protocols;

public enum VerdictLevel { Ok, Warn, Bad }

public sealed record Verdict(VerdictLevel Level, string Reason);

/// <summary>Rules 11: is the machinery running, is the data safe, does the program make progress.</summary>
public sealed record Verdicts(Verdict System, Verdict DataSafety, Verdict Processing);

public enum SourceState { Idle, Capturing, Waiting, Restoring, Away, Failed }
public enum PartState { Active, Restarting, Stopped, Off }
public enum StoreState { Here, Away, Full, CatchingUp }

public sealed record PartStatus(string Part, PartState State, TimeSpan? Every, DateTimeOffset? LastRunAt, DateTimeOffset? NextRunAt, string? LastResult);

/// <param name="Pending">Snapshots not yet in this store.</param>
public sealed record StoreStatus(StoreName Store, StoreState State, int Pending, string? Reason = null);

/// <summary>One source in <c>status</c>; fields as in interfaces 2.</summary>
/// <param name="WatchedBy">inotify, poll, or off.</param>
/// <param name="Rpo">Age of the oldest change not in a durable healthy snapshot, zero if none.</param>
public sealed record SourceStatus(
    SourceId Source, string Kind, string Path, NodeId Owner, SourceState State, string WatchedBy, Snapshot? LastSnapshot, DateTimeOffset? LastHealthyAt,
    TimeSpan Rpo, long? Items, long? ItemsAtRisk, long? PreviousItems, DateTimeOffset? PreviousAt, double? PerMinute, double? Percent, double? MinutesLeft,
    Verdicts Verdict, ImmutableList<PartStatus> Parts, ImmutableList<StoreStatus> Stores, string? Hint) : SourceProtocol.IReply;
