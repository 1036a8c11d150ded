using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Protocols;

/// <summary>What may be said to the supervisor of one source, and what it answers. Sent to /sources, which knows the children.</summary>
public static class SourceProtocol
{
    public interface IMessage { SourceId Source { get; } }
    /// <summary>May change the manifest; answered by <see cref="Done"/>, a reply of its own, or <see cref="Refused"/>.</summary>
    public interface ICommand : IMessage;
    /// <summary>Changes nothing.</summary>
    public interface IQuery : IMessage;
    public interface IReply : IMessage;

    /// <summary>Answered by <see cref="Done"/> as soon as the trigger is persisted (or was known: then with its outcome so far).</summary>
    public sealed record TakeSnapshot(SourceId Source, Trigger Trigger) : ICommand;
    /// <summary>Put a snapshot back in place, or at <paramref name="Target"/> (absolute). Answered when done. <paramref name="DryRun"/> only plans.</summary>
    public sealed record Restore(SourceId Source, TriggerId Request, SnapshotChoice Choice, string? Target, bool Force, bool DryRun, string Who) : ICommand
    {
        /// <summary>Of a folder, what of it to put back; null: all.</summary>
        public TreeChoice? Tree { get; init; }
    }
    public sealed record Accept(SourceId Source, string? Snapshot, string Who) : ICommand;
    public sealed record Forget(SourceId Source, ImmutableList<string> Snapshots, bool All, bool Force, string Who) : ICommand;
    public sealed record Undo(SourceId Source, ImmutableList<string> Snapshots, string Who) : ICommand;
    public sealed record SetPin(SourceId Source, ImmutableList<string> Snapshots, bool Pinned, string Who) : ICommand;
    /// <summary>Answered by <see cref="RetentionReport"/>. <paramref name="Yes"/> confirms a held policy.</summary>
    public sealed record Retain(SourceId Source, bool DryRun, bool Yes, string Who) : ICommand;
    public sealed record RestartPart(SourceId Source, string? Part) : ICommand;

    /// <summary>Answered by <see cref="Done"/> when the trigger's outcome is final; the asker brings the time-out.</summary>
    public sealed record AwaitOutcome(SourceId Source, TriggerId Id) : IQuery;
    /// <summary>Answered at once by <see cref="Done"/> or <see cref="Refused"/>.</summary>
    public sealed record GetOutcome(SourceId Source, TriggerId Id) : IQuery;
    /// <summary>Answered by <see cref="Snapshots"/>, oldest first; <paramref name="All"/> adds trash and lost.</summary>
    public sealed record GetSnapshots(SourceId Source, bool All) : IQuery;
    /// <summary>Answered by <see cref="Chosen"/>.</summary>
    public sealed record Choose(SourceId Source, SnapshotChoice Choice) : IQuery;
    /// <summary>Answered by <see cref="SourceStatus"/>.</summary>
    public sealed record GetStatus(SourceId Source) : IQuery;

    public sealed record Done(SourceId Source, Outcome Outcome) : IReply;
    /// <summary>Several outcomes, one per snapshot named, in the order named.</summary>
    public sealed record DoneMany(SourceId Source, ImmutableList<Outcome> Outcomes) : IReply;
    public sealed record Refused(SourceId Source, Refusal Why) : IReply;
    public sealed record Snapshots(SourceId Source, string Path, ImmutableList<Snapshot> List) : IReply;
    /// <summary><paramref name="Passed"/>: newer suspect snapshots that <c>latest</c> stepped over, newest first.</summary>
    public sealed record Chosen(SourceId Source, string Path, Snapshot Snapshot, ImmutableList<Snapshot> Passed) : IReply;
    public sealed record RetentionReport(SourceId Source, ImmutableList<RetentionLine> Lines, string? Held) : IReply;
}

/// <summary>One snapshot and every rule that keeps it, or why it goes.</summary>
public sealed record RetentionLine(SnapshotId Id, Stores.StoreName Store, bool Kept, ImmutableList<string> Reasons);

/// <summary>Which snapshot is meant: an id or unique prefix, <c>latest</c>, or the newest healthy at or before a time. All null: latest.</summary>
public sealed record SnapshotChoice(string? Id = null, DateTimeOffset? At = null, string? Tier = null, Stores.StoreName? Store = null);
