using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Scanning;

/// <summary>Looks at what a backup of one folder would take in, without reading content: for who watches it, or asks what is left out.</summary>
/// <param name="root">Absolute. What is not UTF-8 below it is counted, but cannot be named, watched or entered by name.</param>
public sealed class FolderScan(string root, Excludes excludes)
{
    /// <summary>Longer paths no system call takes.</summary>
    private const int LongestPath = 4096;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ExcludeRules _rules = new(excludes);
    private readonly SnapshotPath _root = SnapshotPath.Parse(root);
    private readonly ConcurrentDictionary<string, FolderExcludes> _known = new(StringComparer.Ordinal);

    private bool DependsOnFolders => excludes.Caches || excludes.Files.Length > 0;

    /// <summary>Whether a change of a file of this name changes what is left out of its folder.</summary>
    public bool Decides(string fileName) => FolderExcludes.OfTarget(_rules).Decides(new RawName(fileName));

    /// <summary>Whether an entry of a folder that is kept is left out, as far as that can be told without looking at the disk.</summary>
    public bool IsExcluded(string path, bool isFolder)
    {
        if (!path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal)) return false;
        var status = isFolder ? Folder : File;
        var at = SnapshotPath.Parse(path);
        if (_rules.IsNever(at)) return true;
        if (DependsOnFolders) return _known.TryGetValue(Path.GetDirectoryName(path)!, out var known) && known.Why(at, status) is not null;
        var names = at.ToNames().AsSpan(_root.Depth);
        return _rules.Lines.Decide(names[..^1], names[^1], isFolder) is var (line, _) && !line.Keeps;
    }

    /// <summary>As <see cref="IsExcluded"/>, of an entry that is there; <see cref="Folders"/> must have looked at the folders before.</summary>
    public bool IsLeftOut(string path, bool isFolder) => IsExcluded(path, isFolder)
        || (!isFolder && excludes.LargerThanBytes is { } limit && RawStatus.At(Flags.CurrentFolder, Encoding.UTF8.GetBytes(path)) is { IsFile: true } status && status.Bytes > limit);

    /// <summary>A folder and all below it that are kept, parents first, each told before its entries are listed. What cannot be read is passed over.</summary>
    /// <param name="from">The root, or a folder below it.</param>
    /// <param name="enter">Says no to go no further.</param>
    public void Folders(string from, Func<string, bool> enter, CancellationToken stop)
    {
        if (OpenAt(from) is not var (handle, around)) return;
        using (handle) Enter(handle, from, SnapshotPath.Parse(from), around, new Visit(enter, null, stop));
    }

    /// <summary>Everything below the root: what is kept, and what is left out with the reason. What is in a folder that is left out is not told.</summary>
    public void Entries(Action<SnapshotPath, bool, Exclusion?> tell, CancellationToken stop)
    {
        if (OpenAt(root) is not var (handle, around)) return;
        using (handle) Enter(handle, root, _root, around, new Visit(null, (path, status, why) => tell(path, status.IsFolder, why), stop));
    }

    /// <summary>A number that is another one if any entry that is kept has another name, kind, size, time, owner or inode. Null if there is no such folder.</summary>
    public ulong? Fingerprint(CancellationToken stop)
    {
        if (OpenAt(root) is not var (handle, around)) return null;
        var sum = 0UL;
        using (handle)
            Enter(handle, root, _root, around, new Visit(null, (path, status, why) =>
            {
                if (why is null) sum += (ulong)HashOf(path, status);
            }, stop));
        return sum;
    }

    private static RawStatus Folder { get; } = new(0x4000, 0, 0, 0, 0, 0, 0, 0, default, default, default);
    private static RawStatus File { get; } = new(0x8000, 0, 0, 0, 0, 0, 0, 0, default, default, default);

    private static long HashOf(SnapshotPath path, in RawStatus status)
    {
        var hash = new HashCode();
        hash.Add(path);
        hash.Add((status.Mode, status.Uid, status.Gid, status.Inode, status.Device, status.Bytes));
        hash.Add((status.Modified, status.Changed));
        return ((long)hash.ToHashCode() << 20) ^ status.Changed.Nanos ^ status.Bytes;
    }

    /// <summary>Null if there is no such folder, or it is left out.</summary>
    private (RawFolder Folder, FolderExcludes Around)? OpenAt(string from)
    {
        var folder = TryOpen(() => RawFolder.TryOpen(Encoding.UTF8.GetBytes(root)));
        var excluded = FolderExcludes.OfTarget(_rules);
        var at = _root;
        foreach (var name in SnapshotPath.Parse(from).ToNames().Skip(_root.Depth))
        {
            if (folder is not { } parent) return null;
            at = at.Then(name);
            excluded = excluded.LookedAt(parent);
            using (parent) folder = excluded.Why(at, Folder) is null ? TryOpen(() => parent.TryEnter(name.Bytes)) : null;
            excluded = excluded.Enter(name);
        }

        return folder is null ? null : (folder, excluded);
    }

    private void Enter(RawFolder folder, string path, SnapshotPath at, FolderExcludes around, Visit visit)
    {
        visit.Stop.ThrowIfCancellationRequested();
        if (visit.Folder?.Invoke(path) == false || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) return;
        var excluded = around.LookedAt(folder);
        if (DependsOnFolders && visit.Folder is not null) _known[path] = excluded;
        foreach (var entry in TryOpen(folder.List) ?? [])
        {
            if (visit.Entry is null && !entry.MayBeFolder) continue;
            if ((visit.Entry is null && entry.Kind != 0 ? Folder : Stat(folder, entry)) is not { } status) continue;
            var name = RawName.Own(entry.Name);
            var why = excluded.Why(at.Then(name), status);
            visit.Entry?.Invoke(at.Then(name), status, why);
            if (!status.IsFolder || why is not null || NameOf(entry) is not { } text || path.Length + text.Length >= LongestPath) continue;
            using var below = TryOpen(() => folder.TryEnter(entry.Name));
            if (below is not null) Enter(below, Path.Join(path, text), at.Then(name), excluded.Enter(name), visit);
        }
    }

    private static RawStatus? Stat(RawFolder folder, RawEntry entry)
    {
        try { return folder.Stat(entry.Name); }
        catch (SystemCallException) { return null; }
    }

    private static string? NameOf(RawEntry entry)
    {
        try { return Strict.GetString(entry.Name); }
        catch (DecoderFallbackException) { return null; }
    }

    private static T? TryOpen<T>(Func<T?> open) where T : class
    {
        try { return open(); }
        catch (SystemCallException) { return null; }
    }

    private sealed record Visit(Func<string, bool>? Folder, Action<SnapshotPath, RawStatus, Exclusion?>? Entry, CancellationToken Stop);
}
