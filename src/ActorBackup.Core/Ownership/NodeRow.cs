using System.Collections.Immutable;
using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Ownership;

/// <summary>One incarnation of a node, as its row in the shared database says.</summary>
/// <param name="Face">What it told of itself when it joined.</param>
/// <param name="Shared">The shared sources it has configured, each with the role that it asks for; see <see cref="MayRun"/>.</param>
/// <param name="Version">Grows with each heartbeat.</param>
/// <param name="Joined">Grows with each row that was ever made: of two rows of one node the higher is the living one.</param>
public sealed record NodeRow(string Incarnation, NodeFace Face, ImmutableSortedDictionary<string, string?> Shared, NodeStanding Standing, long Version, long Joined)
{
    /// <summary>Every reader decides from this row alone, so that all come to the same answer whatever they have configured themselves.</summary>
    public bool MayRun(string source) => Standing == NodeStanding.Up && Shared.TryGetValue(source, out var role) && (role is null || Face.Roles.Contains(role));

    /// <param name="silent">For how long the version has stood still.</param>
    public Peer ToPeer(TimeSpan silent) => new(
        Face.Node, Incarnation, Face.Akka, Face.Http, Face.Version, Face.Runtime, Face.Roles, [.. Shared.Keys], Face.StartedAt, silent)
    { Standing = Standing };
}

/// <summary>Who a node is to the others.</summary>
/// <param name="Akka">Its actor system's address.</param>
/// <param name="Http">Base address of its endpoint for peers.</param>
/// <param name="Runtime">The name of its actor runtime, a space, its version.</param>
public sealed record NodeFace(
    NodeId Node, string Akka, string Http, string Version, string Runtime, ImmutableHashSet<string> Roles, DateTimeOffset StartedAt)
{
    /// <summary>Without its version: nodes of two runtimes do not mix, nodes of two versions do.</summary>
    public string RuntimeName => NameOf(Runtime);

    /// <summary>Whom it trusts: fingerprints of the authorities that signed its peers' certificates, a space between two; empty: it talks in the clear.</summary>
    public string Authorities { get; init; } = "";

    /// <summary>Why this one cannot be in a cluster with another; null if it can.</summary>
    public string? Unlike(NodeFace other) =>
        RuntimeName != other.RuntimeName ? $"node {other.Node} runs on {other.Runtime} and this one on {Runtime}: runtimes do not mix"
        : Trusts(other) ? null
        : other.Authorities.Length == 0 ? $"node {other.Node} talks in the clear and this one by TLS: give all nodes cluster.tls, or none"
        : Authorities.Length == 0 ? $"node {other.Node} talks by TLS and this one in the clear: give this one cluster.tls as well"
        : $"node {other.Node} trusts another authority than this one: give this one a cluster.tls.certificate that the others' authority signed";

    private bool Trusts(NodeFace other) =>
        Authorities == other.Authorities || Authorities.Split(' ', StringSplitOptions.RemoveEmptyEntries).Intersect(other.Authorities.Split(' ')).Any();

    public static string NameOf(string runtime) => runtime.Split(' ', 2)[0];
}

public enum NodeStanding
{
    Up,

    /// <summary>It gives its sources back, and gets no more.</summary>
    Leaving,

    /// <summary>An operator has put it out: its heartbeats hit nothing any more, and it comes back as another incarnation.</summary>
    Down,
}

/// <summary>Whose a source is.</summary>
/// <param name="Source">A source's name, or that of a lease.</param>
/// <param name="Owner">An incarnation; null while it is free.</param>
public sealed record SourceRow(string Source, string? Owner, long Epoch);
