using ActorBackup.Core.Snapshots;

namespace ActorBackup.Actors.Snapshots;

/// <summary>One capture on its way, off the actor's thread: read, then commit. Ended once, whatever happened.</summary>
internal interface ICaptureWork
{
    SnapshotId Id { get; }

    /// <returns>A <see cref="SnapshotProtocol.ContentRead"/> or a <see cref="SnapshotProtocol.NotStored"/>.</returns>
    Task<object> ReadAsync();

    /// <returns>A <see cref="SnapshotProtocol.Stored"/> or a <see cref="SnapshotProtocol.NotStored"/>.</returns>
    Task<object> CommitAsync(SnapshotProtocol.Commit commit);

    /// <summary>Cancels what is under way, waits for it, and leaves nothing behind.</summary>
    Task EndEarlyAsync();
}
