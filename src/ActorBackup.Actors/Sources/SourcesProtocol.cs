using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using Akka.Actor;

namespace ActorBackup.Actors.Sources;

/// <summary>What the node says to /sources and hears from it, besides <see cref="SourceProtocol"/>.</summary>
internal static class SourcesProtocol
{
    /// <summary>What is to run now, and with what. Told at start, after every change of configuration, and when a part of the node was made anew.</summary>
    /// <param name="Claims">What of the shared sources this node may run, by configured name; later changes come as <c>OwnershipProtocol.Granted</c>, <c>Release</c> and <c>AllLost</c>.</param>
    /// <param name="Incarnation">This node's among the owners, empty before it has joined; a later one comes as <c>OwnershipProtocol.Joined</c>.</param>
    public sealed record Configure(
        NodeSettings Settings, ImmutableDictionary<StoreName, StoreInUse> Stores, IActorRef StoresActor, IActorRef Watcher, SemaphoreSlim Permits,
        ImmutableDictionary<string, IClaim> Claims, string Incarnation);

    /// <summary>Answered by <see cref="StatusCollected"/>: all, or the one named and its matches.</summary>
    public sealed record CollectStatus(NodeProtocol.GetStatus Query, IActorRef Asker);

    /// <param name="Sources">In the order of the configuration; matches in the order of their paths.</param>
    public sealed record StatusCollected(IActorRef Asker, ImmutableList<SourceStatus> Sources);

    /// <summary>Snapshot everything. Not answered.</summary>
    public sealed record SnapshotAll;

    /// <summary>Every source of this node alone finishes what is under way; shared ones are handed over. Answered by <see cref="NodeProtocol.Drained"/>.</summary>
    public sealed record DrainAll;
}
