using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>Removes what is not in the snapshot: links themselves, never what they lead to, and nothing that is mounted.</summary>
internal sealed class TargetRemoval(RestoreReport report, Func<SnapshotPath, bool, bool>? spares = null)
{
    private const int Deepest = 200;   // one open folder for each level

    /// <returns>Whether it is gone.</returns>
    public bool Remove(RawTarget folder, RawName name, RawTargetEntry entry, SnapshotPath path, int depth = 0)
    {
        if (spares?.Invoke(path, entry.IsFolder) == true) return false;
        try
        {
            if (entry.IsFolder && !Empty(folder, name, entry, path, depth)) return false;
            folder.Remove(name.Bytes, entry.IsFolder);
            report.Deleted();
            return true;
        }
        catch (SystemCallException e) when (e.Errno == Errno.Busy) { return Keep(path, "something is mounted there"); }
        catch (SystemCallException e) when (!TargetFailure.EndsAll(e)) { return Keep(path, e.Message); }
    }

    private bool Empty(RawTarget folder, RawName name, RawTargetEntry entry, SnapshotPath path, int depth)
    {
        if (entry.IsMountPoint) return Keep(path, "something is mounted there");
        if (depth == Deepest) return Keep(path, $"it lies deeper than {Deepest} folders");
        using var inside = folder.TryEnter(name.Bytes);
        if (inside is null) return true;
        // Older kernels do not tell of mounts of the same file system; of another they cannot hide it.
        if (inside.Status().Device != entry.Device || inside.Status().Inode != entry.Inode) return Keep(path, "something is mounted there");
        var all = true;
        foreach (var child in inside.Entries())
            if (inside.Stat(child) is { } status) all &= Remove(inside, new RawName(child), status, path.Then(new RawName(child)), depth + 1);
        return all;
    }

    private bool Keep(SnapshotPath path, string why)
    {
        report.Failed(path, $"Not in the snapshot, but not removed: {why}.");
        return false;
    }
}
