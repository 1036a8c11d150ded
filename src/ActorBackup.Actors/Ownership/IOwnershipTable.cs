using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;

namespace ActorBackup.Actors.Ownership;

/// <summary>Who is there and whose each shared source is, in a database that all nodes share.</summary>
/// <remarks>Each call is one transaction, and takes 2 s at the most: then it fails with <see cref="TimeoutException"/>, and whether it happened is
/// not known. A call that failed otherwise may also have happened. Missing tables are made at the first call. Safe for concurrent use; a heartbeat
/// does not wait for other calls. Must pass every test of <c>OwnershipTableContract</c>.</remarks>
public interface IOwnershipTable : IAsyncDisposable
{
    /// <summary>Makes a row for a new incarnation, version 0, unless nodes of another runtime are there.</summary>
    /// <param name="former">Incarnations of this process that have ended: their rows are deleted, and what they owned is free.</param>
    Task<JoinAnswer> JoinAsync(
        string incarnation, NodeFace face, ImmutableSortedDictionary<string, string?> shared, ImmutableList<string> former, CancellationToken stop);

    /// <summary>Raises the row's version.</summary>
    /// <returns>False if the row is gone, or an operator has put the node out.</returns>
    Task<bool> BeatAsync(string incarnation, CancellationToken stop);

    /// <param name="known">Generation of the last reading; source rows are read only if it has changed since. Null reads them.</param>
    Task<TableReading> ReadAsync(long? known, CancellationToken stop);

    /// <summary>Deletes a silent node's row and frees what it owned, if its version is still <paramref name="version"/>.</summary>
    /// <returns>False if it was not: it lives, or somebody else was faster.</returns>
    Task<bool> FenceAsync(string incarnation, long version, CancellationToken stop);

    /// <summary>Takes each of these that is still free, at the epoch seen (0: there is no row), for a node whose row is there.</summary>
    /// <returns>Those taken, with their new epochs.</returns>
    Task<Taken> TakeAsync(string incarnation, IReadOnlyCollection<SourceRow> seen, CancellationToken stop);

    /// <summary>Sets free those of these that are this incarnation's at that epoch.</summary>
    Task FreeAsync(string incarnation, IReadOnlyCollection<SourceRow> sources, CancellationToken stop);

    /// <returns>False if the source is not this incarnation's, or its epoch is as high already.</returns>
    Task<bool> RaiseEpochAsync(string incarnation, string source, long epoch, CancellationToken stop);

    /// <summary>Says anew what this node has configured and whether it is leaving.</summary>
    Task DeclareAsync(string incarnation, ImmutableSortedDictionary<string, string?> shared, NodeStanding standing, CancellationToken stop);

    /// <summary>Deletes this node's row and frees what it still owned.</summary>
    Task LeaveAsync(string incarnation, CancellationToken stop);

    /// <summary>From now on heartbeats of this incarnation hit nothing.</summary>
    Task PutOutAsync(string incarnation, CancellationToken stop);

    /// <summary>A secret that the nodes of one database share: 64 hex digits, made once.</summary>
    Task<string> NodeTokenAsync(CancellationToken stop);

    /// <summary>Replaces all lines of a node.</summary>
    /// <param name="lines">One JSON text for each local source.</param>
    Task PublishLocalAsync(NodeId node, ImmutableSortedDictionary<string, string> lines, CancellationToken stop);

    /// <summary>The lines of all nodes that ever published any, those that are gone too.</summary>
    Task<ImmutableList<LocalLine>> ReadLocalAsync(CancellationToken stop);
}

/// <param name="Unlike">Null if the row was made; otherwise a node that this one cannot be in a cluster with; see <see cref="NodeFace.Unlike"/>.</param>
public sealed record JoinAnswer(NodeRow? Unlike);

/// <param name="Generation">Grows with every change of who is there or whose a source is; heartbeats do not change it.</param>
/// <param name="Sources">By name; null if nothing changed since the known generation.</param>
public sealed record TableReading(long Generation, ImmutableList<NodeRow> Nodes, ImmutableDictionary<string, SourceRow>? Sources);

/// <param name="Generation">From this one on a reading shows them.</param>
public sealed record Taken(long Generation, ImmutableList<SourceRow> Sources);

/// <summary>What a node tells of one of its local sources.</summary>
/// <param name="Text">JSON.</param>
public sealed record LocalLine(NodeId Node, string Source, string Text);
