using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using Akka.Actor;

namespace ActorBackup.Actors.Sources;

/// <summary>What the node says to /sources and hears from it, besides <see cref="SourceProtocol"/>.</summary>
internal static class SourcesProtocol
{
    /// <summary>What is to run now, and with what. Told at start, after every change of configuration, and when a part of the node was made anew.</summary>
    public sealed record Configure(
        NodeSettings Settings, ImmutableDictionary<StoreName, StoreInUse> Stores, IActorRef StoresActor, IActorRef Watcher, SemaphoreSlim Permits);

    /// <summary>Answered by <see cref="StatusCollected"/>: all, or the one named and its matches.</summary>
    public sealed record CollectStatus(string? Source, IActorRef Asker);

    /// <param name="Sources">In the order of the configuration; matches in the order of their paths.</param>
    public sealed record StatusCollected(IActorRef Asker, ImmutableList<SourceStatus> Sources);

    /// <summary>Snapshot everything. Not answered.</summary>
    public sealed record SnapshotAll;

    /// <summary>Every source finishes what is under way. Answered by <see cref="NodeProtocol.Drained"/>.</summary>
    public sealed record DrainAll;
}
