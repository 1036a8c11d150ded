using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Scanning;

/// <summary>What is left out of one folder. Made on the way down: each folder's from that of the folder around it.</summary>
internal sealed class FolderExcludes
{
    private const int MaxFileBytes = 1 << 20;

    private static readonly RawName CacheTag = new("CACHEDIR.TAG");

    private readonly ExcludeRules _rules;
    private readonly IgnoreLines? _lines;
    private readonly RawName[] _names;
    private bool _isCache;

    private FolderExcludes(ExcludeRules rules, IgnoreLines? lines, RawName[] names) => (_rules, _lines, _names) = (rules, lines, names);

    /// <summary>Of a backed-up folder itself.</summary>
    public static FolderExcludes OfTarget(ExcludeRules rules) => new(rules, rules.Lines, []);

    /// <summary>As <see cref="OfTarget"/> or <see cref="Enter"/> of the parent gave it, after the folder itself was looked at for exclude-files and a cache tag.</summary>
    public FolderExcludes LookedAt(RawFolder folder)
    {
        var lines = _lines;
        foreach (var file in _rules.Files)
            if (TryRead(folder, file, MaxFileBytes) is { } content)
                lines = IgnoreLines.OfFile(lines, _names.Length, string.Join('/', _names.Append(file)), content);
        return new FolderExcludes(_rules, lines, _names)
        {
            _isCache = _rules.Caches && TryRead(folder, CacheTag, 4096) is { } tag && tag.AsSpan().StartsWith("Signature: 8a477f597d28d172789f06886806bc55"u8),
        };
    }

    public FolderExcludes Enter(RawName name) => new(_rules, _lines, [.. _names, name]);

    /// <summary>Whether a change of this entry changes what is left out of its folder.</summary>
    public bool Decides(RawName name) => (_rules.Caches && name == CacheTag) || _rules.Files.Contains(name);

    /// <summary>Null if the entry is kept.</summary>
    public Exclusion? Why(SnapshotPath path, in RawStatus status)
    {
        if (_rules.IsNever(path)) return new Exclusion(path.ToString(), "a store lies here", "");
        if (_isCache && path.Name != CacheTag) return new Exclusion(path.ToString(), "a cache, says its folder's CACHEDIR.TAG", "");
        if (_lines?.Decide(_names, path.Name, status.IsFolder) is var (line, where) && !line.Keeps)
            return new Exclusion(path.ToString(), $"matches '{line.Text}'{where}", line.Text);
        if (status.IsFile && status.Bytes > _rules.LargerThanBytes)
            return new Exclusion(path.ToString(), $"{status.Bytes} bytes, larger than {_rules.LargerThanBytes}", "");
        return null;
    }

    // Git reads no exclude-file through a link either.
    private static byte[]? TryRead(RawFolder folder, RawName name, int maxBytes)
    {
        try
        {
            using var file = folder.TryOpenRead(name.Bytes);
            if (file is null || !file.Status.IsFile) return null;
            var content = new byte[maxBytes];
            var length = 0;
            while (length < maxBytes && file.Read(content.AsSpan(length)) is > 0 and var count) length += count;
            return content[..length];
        }
        catch (SystemCallException) { return null; }
    }
}
