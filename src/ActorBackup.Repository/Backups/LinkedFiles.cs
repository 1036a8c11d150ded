using ActorBackup.Linux;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>Files with several links: one may be changed under another name, of which no event tells. So all are looked at each time.</summary>
/// <remarks>Knows absolute paths and what stat said. Safe for concurrent adding and removing.</remarks>
internal sealed class LinkedFiles
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RawName, Seen> _files;

    public LinkedFiles() => _files = [];

    public LinkedFiles(LinkedFiles other) => _files = new Dictionary<RawName, Seen>(other._files);

    public int Count => _files.Count;

    public void Add(RawName path, in RawStatus status)
    {
        lock (_lock) _files[path] = new Seen(status);
    }

    public void Forget(RawName path)
    {
        lock (_lock) _files.Remove(path);
    }

    /// <summary>The path itself and everything below it.</summary>
    public void ForgetBelow(RawName path)
    {
        lock (_lock)
        {
            if (_files.Count == 0) return;
            var gone = new List<RawName>();
            foreach (var file in _files.Keys)
                if (file.Bytes.StartsWith(path.Bytes) && (file.Length == path.Length || path.Length == 1 || file.Bytes[path.Length] == '/')) gone.Add(file);
            foreach (var file in gone) _files.Remove(file);
        }
    }

    /// <summary>Those that are not as they were seen.</summary>
    public List<RawName> Changed()
    {
        var changed = new List<RawName>();
        foreach (var (path, seen) in _files)
        {
            try
            {
                if (RawStatus.At(Flags.CurrentFolder, path.Bytes) is { } now && new Seen(now) == seen) continue;
            }
            catch (SystemCallException)
            {
                // Whoever looks at it will meet the same and report it.
            }
            changed.Add(path);
        }
        return changed;
    }

    private readonly record struct Seen(ulong Device, ulong Inode, long Bytes, RawTime Modified, RawTime Changed)
    {
        public Seen(in RawStatus status) : this(status.Device, status.Inode, status.Bytes, status.Modified, status.Changed)
        {
        }
    }
}
