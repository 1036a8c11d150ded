using System.Collections.Immutable;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Which earlier snapshot tells a backup what need not be read again. As restic decides.</summary>
public static class ParentSnapshot
{
    /// <summary>The newest of the same host that holds all the paths and is not newer than <paramref name="notAfter"/>; null if there is none.</summary>
    /// <param name="paths">Absolute, in any order.</param>
    public static StoredSnapshot? Find(IEnumerable<StoredSnapshot> snapshots, string hostname, ImmutableArray<string> paths, NodeTime notAfter)
    {
        var wanted = Clean(paths);
        StoredSnapshot? newest = null;
        foreach (var snapshot in snapshots)
        {
            var document = snapshot.Document;
            if (document.Hostname != hostname || IsAfter(document.Time, notAfter) || !wanted.IsSubsetOf(Clean(document.Paths))) continue;
            if (newest is null || IsAfter(document.Time, newest.Document.Time)) newest = snapshot;
        }
        return newest;
    }

    private static HashSet<string> Clean(ImmutableArray<string> paths) => [.. paths.Select(path => path.Length > 1 ? path.TrimEnd('/') : path)];

    private static bool IsAfter(NodeTime time, NodeTime other) => (time.Seconds, time.Nanos).CompareTo((other.Seconds, other.Nanos)) > 0;
}
