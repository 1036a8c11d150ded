using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Reading;

namespace ActorBackup.Repository.Restoring;

/// <summary>What to put where.</summary>
/// <param name="Tree">The root tree of the snapshot.</param>
/// <param name="Target">An existing folder, or one that can be made. Links in this path are followed; below it none ever is.</param>
public sealed record RestoreRequest(TreeId Tree, string Target)
{
    /// <summary>Only this folder or file of the snapshot. A folder's entries come directly into the target, a file comes under its name.</summary>
    public SnapshotPath Subpath { get; init; } = SnapshotPath.Root;

    /// <summary>Only what is picked, its patterns starting at <see cref="Subpath"/>. Folders on the way are made as they were, but those that exist are left alone.</summary>
    public PathFilter Include { get; init; } = PathFilter.All;

    /// <summary>What is in the target, is picked by <see cref="Include"/> and is not in the snapshot is removed. Never through links, never into what is mounted there.</summary>
    public bool Delete { get; init; }

    /// <summary>What <see cref="Delete"/> leaves alone although the snapshot does not have it, with the folders above: asked with the path from the top of the
    /// target and whether it is a folder. Null: nothing.</summary>
    public Func<SnapshotPath, bool, bool>? Spares { get; init; }

    public RestoreOverwrite Overwrite { get; init; } = RestoreOverwrite.Always;

    /// <summary>The target is where <see cref="Subpath"/> was taken from: it gets the folder's own mode, owner and times too, and a file with several names
    /// is written in place, so that its other names keep showing it. Otherwise such a file gets a life of its own, and nothing outside the target changes.</summary>
    public bool InPlace { get; init; }

    /// <summary>Long runs of zeros in new files become holes.</summary>
    public bool Sparse { get; init; } = true;

    /// <summary>Everything is on the disk when the restore returns.</summary>
    public bool Sync { get; init; } = true;
}
