using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>A folder of the target on its way: between being entered and having its metadata set.</summary>
internal sealed class TargetFolder(TargetFolder? parent, SnapshotPath path, Node? node)
{
    public TargetFolder? Parent => parent;

    public SnapshotPath Path => path;

    public RawName Name => path.Name;

    /// <summary>As the snapshot has it; null for the top of a whole snapshot, which has no node.</summary>
    public Node? Node => node;

    /// <summary>It gets what its node says when all is in it.</summary>
    public bool GetsMetadata { get; set; }

    /// <summary>It was there before the restore: what is in it must be met.</summary>
    public bool WasThere { get; set; }

    /// <summary>On disk. A folder that is only passed through is made when the first thing in it is.</summary>
    public bool Exists { get; set; }

    /// <summary>Could not be made or entered: what is in it is not tried.</summary>
    public bool Failed { get; set; }

    /// <summary>Owned by <see cref="TargetFolders"/>.</summary>
    public RawTarget? Handle { get; set; }

    /// <summary>Owned by <see cref="TargetFolders"/>.</summary>
    public int Users { get; set; }

    /// <summary>Owned by <see cref="TargetFolders"/>.</summary>
    public bool IsIdle { get; set; }
}
