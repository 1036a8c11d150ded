using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;

namespace ActorBackup.Actors.Ownership;

/// <summary>What is said between /ownership and the node, and what others of the node may ask it.</summary>
public static class OwnershipProtocol
{
    /// <summary>What this node has configured; told at start and after every change. The first one makes it join.</summary>
    public sealed record Configure(ImmutableList<SharedSource> Sources);

    /// <summary>To the node: it is in, as a new incarnation.</summary>
    /// <param name="Token">The secret that the nodes of one database share.</param>
    public sealed record Joined(string Incarnation, string Token);

    /// <summary>To the node: it cannot join now, and why in one line. It is tried again; local sources go on.</summary>
    public sealed record NotJoined(string Why);

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

    /// <summary>Put that node out. One that has been silent for 2 s is taken for dead at once: an operator knows that its machine is off. One that
    /// lives loses its sources when it notices, and comes back as a new incarnation. Answered by <see cref="Downed"/>.</summary>
    public sealed record Down(NodeId Node);

    /// <param name="Failure">Null if it is done.</param>
    public sealed record Downed(string? Failure);

    /// <summary>From the node: what the others may know of its local sources, one JSON text each. Replaces what was told before; written again after each join.</summary>
    public sealed record PublishLocal(ImmutableSortedDictionary<string, string> Lines);

    /// <summary>Answered by <see cref="LocalIs"/>.</summary>
    public sealed record GetLocal;

    /// <param name="Lines">Of all nodes that ever published any.</param>
    /// <param name="Failure">Why they could not be read; null if they were.</param>
    public sealed record LocalIs(ImmutableList<LocalLine> Lines, string? Failure);
}
