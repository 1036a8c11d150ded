using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Sharing;

namespace ActorBackup.Repository.Tests.Endurance;

/// <summary>A file of 5 KB whose content is another one every minute.</summary>
internal sealed class MinuteFile : IMinuteSource
{
    private const int FileBytes = 5 << 10;

    private byte[] _content = [];

    public string Path => "/actorbackup/linking-map/linking_map.json";

    public long Change(long minute)
    {
        _content = SplitMix.Bytes((ulong)minute, FileBytes);
        return FileBytes;
    }

    public async Task<TreeId> CaptureAsync(CaptureScope scope, CancellationToken stop)
    {
        await using var backup = new ContentBackup(scope.Repository, scope.Writer);
        await backup.WriteAsync(_content, stop);
        var file = new ContentFile(Path, scope.Repository.Options.Clock.GetUtcNow());
        return (await backup.FinishAsync(file, stop)).Root;
    }
}
