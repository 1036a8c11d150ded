using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;

namespace ActorBackup.Node.Http.Peers;

/// <summary>Which node answers for a source.</summary>
/// <param name="Source">As that node knows it: its name or key, without <c>@NODE</c>.</param>
internal abstract record Whereabouts(string Source)
{
    /// <summary>This node, or nobody knows it: then this node says so.</summary>
    public sealed record Here(string Source) : Whereabouts(Source);

    /// <param name="Shared">The source, if the peer answers as its owner; null if as the node that is meant or alone has it.</param>
    public sealed record At(string Source, Peer Peer, SourceId? Shared = null) : Whereabouts(Source);

    /// <summary>A shared source that no node runs at the moment, or nobody knows which.</summary>
    public sealed record Nobody(string Source, string Why) : Whereabouts(Source);

    /// <summary>A local source of a node that is not there.</summary>
    public sealed record Gone(string Source, NodeId Node) : Whereabouts(Source);

    /// <summary>Local sources of several nodes have the name.</summary>
    public sealed record Several(string Source, IReadOnlyList<string> Names) : Whereabouts(Source);
}
