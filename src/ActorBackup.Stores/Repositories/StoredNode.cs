using ActorBackup.Core.Capturing;
using ActorBackup.Core.Stores;
using ActorBackup.Linux;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Stores.Repositories;

/// <summary>How a captured file stands in a snapshot's tree.</summary>
internal static class StoredNode
{
    /// <summary>With the attributes stat told when it was captured; of content that is no file on disk, plain ones.</summary>
    public static ContentFile Of(SideCar sideCar, TimeZoneInfo zone)
    {
        var snapshot = sideCar.Snapshot;
        if (snapshot.Stamp is not { } stamp) return new ContentFile(sideCar.SourcePath, snapshot.TakenAt) { Mode = 0x180, RealFolders = true };
        return new ContentFile(sideCar.SourcePath, snapshot.TakenAt) { Node = NodeOf(sideCar.SourcePath, stamp, zone), RealFolders = true };
    }

    private static Node NodeOf(string path, FileStamp stamp, TimeZoneInfo zone)
    {
        var owners = new RawOwners();
        var modified = Time(stamp.ModifiedNanos, zone);
        return new Node(new RawName(Path.GetFileName(path)), NodeType.File)
        {
            Mode = GoMode.FromStat((uint)stamp.Mode | 0x8000),
            ModifiedAt = modified,
            AccessedAt = modified,
            ChangedAt = Time(stamp.ChangedNanos, zone),
            Uid = stamp.Owner,
            Gid = stamp.Group,
            User = owners.User(stamp.Owner),
            Group = owners.Group(stamp.Group),
            Inode = stamp.Inode,
            Links = 1,
        };
    }

    private static NodeTime Time(long nanos, TimeZoneInfo zone)
    {
        const long second = 1_000_000_000;
        var seconds = Math.DivRem(nanos, second, out var rest);
        return rest < 0 ? NodeTime.At(seconds - 1, (int)(rest + second), zone) : NodeTime.At(seconds, (int)rest, zone);
    }
}
