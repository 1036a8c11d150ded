namespace ActorBackup.Core.Capturing;

/// <summary>What stat says of a file: "maybe changed" when any of it differs.</summary>
/// <param name="ModifiedNanos">mtime, nanoseconds since 1970-01-01T00:00Z.</param>
/// <param name="ChangedNanos">ctime, likewise.</param>
/// <param name="Mode">Permission bits as in chmod(2), without the file type.</param>
/// <param name="Racy">The mtime lay within 2 s of the stat, so a later write may not show in it: read again next time (rules 3).</param>
public sealed record FileStamp(
    ulong Device, ulong Inode, long Bytes, long ModifiedNanos, long ChangedNanos, int Mode, uint Owner, uint Group, bool Racy)
{
    /// <summary>The same file with the same times and size; mode, owner and raciness do not count.</summary>
    public bool SameContentAs(FileStamp other) =>
        (Device, Inode, Bytes, ModifiedNanos, ChangedNanos) == (other.Device, other.Inode, other.Bytes, other.ModifiedNanos, other.ChangedNanos);
}
