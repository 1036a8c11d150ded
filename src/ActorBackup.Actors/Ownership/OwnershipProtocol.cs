using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;

namespace ActorBackup.Actors.Ownership;

/// <summary>What is said between /ownership and the node, and what others of the node may ask it.</summary>
public static class OwnershipProtocol
{
    /// <summary>What this node has configured; told at start and after every change. The first one makes it join.</summary>
    public sealed record Configure(ImmutableList<SharedSource> Sources);

    /// <summary>To the node: run this source from now on.</summary>
    public sealed record Granted(SourceId Source, IClaim Claim);

    /// <summary>To the node: another node is to run it. Finish what is under way, stop it, answer <see cref="Released"/>.</summary>
    public sealed record Release(SourceId Source);

    /// <summary>From the node: the source's actor is gone; the row may be set free.</summary>
    public sealed record Released(SourceId Source, long Epoch);

    /// <summary>To the node: the right to all shared sources has ended, by the deadline or because others took this node for dead. Stop them at once.</summary>
    public sealed record AllLost(string Reason);

    /// <summary>From a source whose journal, or whose stores, know a higher epoch than the table.</summary>
    public sealed record RaiseEpoch(SourceId Source, long Epoch);

    /// <summary>Answered by <see cref="OwnerIs"/>, from what was read last.</summary>
    public sealed record GetOwner(SourceId Source);

    /// <param name="Owner">Null while nobody runs it.</param>
    /// <param name="Self">This node is the owner.</param>
    /// <param name="Why">Why nobody runs it, or why it is not known; null if somebody does.</param>
    public sealed record OwnerIs(SourceId Source, Peer? Owner, bool Self, long Epoch, string? Why);

    /// <summary>Answered by <see cref="MembersAre"/>.</summary>
    public sealed record GetMembers;

    /// <param name="Self">This node's incarnation.</param>
    /// <param name="Owners">Of every shared source that any live node has configured: its owner's incarnation, or null, and the nodes in the order of preference.</param>
    /// <param name="Unsure">Why this node is not sure of what it says: the database is away. Null if it is.</param>
    public sealed record MembersAre(string Self, ImmutableList<Peer> Peers, ImmutableSortedDictionary<string, Placement> Owners, string? Unsure);

    /// <param name="Order">Nodes that may run it, first choice first.</param>
    public sealed record Placement(string? Owner, long Epoch, ImmutableList<NodeId> Order);

    /// <summary>Give everything up, source by source without an overlap, then answer <see cref="Left"/>.</summary>
    public sealed record Leave;

    public sealed record Left;

    /// <summary>Treat that node's incarnation as dead at once: an operator knows that its machine is off.</summary>
    public sealed record Down(NodeId Node);
}
