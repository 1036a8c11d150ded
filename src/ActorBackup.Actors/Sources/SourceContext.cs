using System.Collections.Immutable;
using ActorBackup.Actors.Hosting;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using Akka.Actor;

namespace ActorBackup.Actors.Sources;

/// <summary>What a source works with: its settings, its stores, and the parts of the node it talks to. Replaced as a whole when the configuration changes.</summary>
/// <param name="Stores">Those its settings name; one that is not configured is missing here.</param>
/// <param name="StoresActor">Takes <c>StoreProtocol</c>.</param>
/// <param name="Watcher">Takes <c>WatcherProtocol</c>; nobody where nothing is watched.</param>
/// <param name="Zone">Of ids, cron and calendar days; UTC for a shared source, so that all nodes agree.</param>
/// <param name="Permits">Captures at once, for the whole node.</param>
/// <param name="Claim">The right to act for the source; the one its actor was started with counts.</param>
internal sealed record SourceContext(
    NodeParts Parts, SourceSettings Settings, TimeZoneInfo Zone, ImmutableDictionary<StoreName, StoreInUse> Stores,
    IActorRef StoresActor, IActorRef Watcher, SemaphoreSlim Permits, IClaim Claim, string Incarnation)
{
    public SourceLocation Location => Settings.Location;

    /// <summary>Clocks, watching and retention run.</summary>
    public bool RunsByItself => Parts.Mode == NodeMode.Run;

    public bool MayWrite => Parts.Mode != NodeMode.ReadOnly;

    public DateTimeOffset Now => Parts.Time.GetUtcNow();
}

internal sealed record StoreInUse(StoreSettings Settings, IBackupStore Store);
