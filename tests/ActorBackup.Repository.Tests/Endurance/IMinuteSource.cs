using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Sharing;

namespace ActorBackup.Repository.Tests.Endurance;

/// <summary>Something that changes every minute and is captured then.</summary>
internal interface IMinuteSource
{
    /// <summary>The path in the snapshots.</summary>
    string Path { get; }

    /// <summary>Changes what is captured next.</summary>
    /// <returns>Bytes of what changed.</returns>
    long Change(long minute);

    /// <returns>The root tree.</returns>
    Task<TreeId> CaptureAsync(CaptureScope scope, CancellationToken stop);
}
