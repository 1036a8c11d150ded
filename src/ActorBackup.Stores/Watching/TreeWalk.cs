using ActorBackup.Core.Trees;
using ActorBackup.Repository.Scanning;

namespace ActorBackup.Stores.Watching;

/// <summary>Looks at a source's folder as a backup would.</summary>
public sealed class TreeWalk(string root, TreeRules rules) : ITreeWalk
{
    private readonly FolderScan _scan = new(root, ExcludesOf(rules));

    /// <summary>The same rules in the repository's words.</summary>
    public static Excludes ExcludesOf(TreeRules rules) => new()
    {
        Patterns = [.. rules.Excludes],
        Files = [.. rules.ExcludeFiles],
        Caches = rules.ExcludeCaches,
        LargerThanBytes = rules.LargerThan,
        Never = [.. rules.Own],
    };

    public bool IsExcluded(string path, bool isFolder) => _scan.IsExcluded(path, isFolder);

    public bool DecidesExclusion(string fileName) => _scan.Decides(fileName);

    /// <summary>Everything below: what is captured, and what is left out with the reason. What is in a folder that is left out is not told.</summary>
    /// <param name="tell">The absolute path, whether it is a folder, and the reason or null.</param>
    public void Entries(Action<string, bool, string?> tell, CancellationToken stop) => _scan.Entries((path, isFolder, why) => tell(path.ToString(), isFolder, why?.Reason), stop);

    public bool CanList(string folder)
    {
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            entries.MoveNext();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Folders(string from, Func<string, bool> enter, CancellationToken stop) => _scan.Folders(from, enter, stop);

    public ulong? Fingerprint(CancellationToken stop) => _scan.Fingerprint(stop);
}
