using System.Collections.Immutable;

namespace ActorBackup.Core.Ownership;

/// <summary>All that a node knows when it decides what to do next.</summary>
/// <param name="Self">Its incarnation; null while it is not in.</param>
/// <param name="Generation">Of the reading.</param>
/// <param name="Nodes">As read, the node's own row too.</param>
/// <param name="Sources">By name; a source without a row was never run.</param>
/// <param name="Held">What this incarnation has taken and not given back.</param>
public sealed record OwnershipView(
    string? Self, long Generation, ImmutableList<NodeRow> Nodes, ImmutableDictionary<string, SourceRow> Sources, Observations Seen,
    ImmutableDictionary<string, Holding> Held)
{
    public static OwnershipView Empty { get; } = new(
        null, 0, [], ImmutableDictionary<string, SourceRow>.Empty, Observations.None, ImmutableDictionary<string, Holding>.Empty);

    /// <summary>What was given back, with its epoch, until the table has said that it is free. A reading may still show it as this node's.</summary>
    public ImmutableDictionary<string, long> Freeing { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Who a free source belonged to, as far as this reader saw; only for reasons.</summary>
    public ImmutableDictionary<string, NodeRow> Formerly { get; init; } = ImmutableDictionary<string, NodeRow>.Empty;

    public NodeRow? Node(string? incarnation) => Nodes.Find(row => row.Incarnation == incarnation);
}

/// <summary>A source that this incarnation has taken.</summary>
/// <param name="Generation">A reading at least as new as this shows it.</param>
/// <param name="IsReleasing">The node was told to stop it.</param>
public sealed record Holding(long Epoch, long Generation, bool IsReleasing);
