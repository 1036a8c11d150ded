using System.Collections.Immutable;
using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Ownership;

/// <summary>One start of a node in the cluster, as the shared database tells of it.</summary>
/// <param name="Incarnation">Unique for each start, and after each loss of ownership.</param>
/// <param name="Akka">Its actor system's address, <c>akka.tcp://actorbackup@host:port</c>.</param>
/// <param name="Http">Base address of its endpoint for peers, <c>http://host:port</c>.</param>
/// <param name="Runtime">Which actor runtime it stands on; nodes of two do not mix.</param>
/// <param name="Shared">The shared sources it has configured, by name.</param>
/// <param name="Silent">For how long its heartbeat has stood still, by this reader's own clock.</param>
public sealed record Peer(
    NodeId Node, string Incarnation, string Akka, string Http, string Version, string Runtime, ImmutableHashSet<string> Roles,
    ImmutableHashSet<string> Shared, DateTimeOffset StartedAt, TimeSpan Silent)
{
    public NodeStanding Standing { get; init; }
}
