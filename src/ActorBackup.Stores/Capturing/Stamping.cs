using ActorBackup.Core.Capturing;
using ActorBackup.Linux;

namespace ActorBackup.Stores.Capturing;

/// <summary>From what the system says of a file to what a snapshot remembers of it.</summary>
internal static class Stamping
{
    public static FileStamp ToStamp(this FileStatus status, DateTimeOffset now)
    {
        var age = (now - DateTimeOffset.UnixEpoch).TotalSeconds - status.ModifiedNanos / 1e9;
        return new FileStamp(
            status.Device, status.Inode, status.Bytes, status.ModifiedNanos, status.ChangedNanos, status.Mode, status.Owner, status.Group, Racy: Math.Abs(age) <= 2);
    }
}
