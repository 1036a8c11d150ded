using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>The trees that were used last, decoded, up to a bound of memory. Safe for concurrent use.</summary>
/// <param name="maxBytes">An estimate of what the decoded trees take.</param>
public sealed class TreeCache(long maxBytes)
{
    // A node with its name, owner's names and one chunk, as measured on trees of small files.
    private const int NodeBytes = 400, BlobBytes = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<TreeId, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _newestFirst = [];
    private long _bytes;

    public long MaxBytes { get; } = maxBytes;

    /// <summary>What is kept now, by the same estimate.</summary>
    public long Bytes
    {
        get { lock (_lock) return _bytes; }
    }

    internal Tree? Find(TreeId id)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out var entry)) return null;
            _newestFirst.Remove(entry);
            _newestFirst.AddFirst(entry);
            return entry.Value.Tree;
        }
    }

    internal void Keep(TreeId id, Tree tree)
    {
        var bytes = Estimate(tree);
        if (bytes > MaxBytes) return;
        lock (_lock)
        {
            if (_entries.ContainsKey(id)) return;
            _entries.Add(id, _newestFirst.AddFirst(new Entry(id, tree, bytes)));
            _bytes += bytes;
            while (_bytes > MaxBytes)
            {
                var oldest = _newestFirst.Last!.Value;
                _newestFirst.RemoveLast();
                _entries.Remove(oldest.Id);
                _bytes -= oldest.Bytes;
            }
        }
    }

    private static long Estimate(Tree tree)
    {
        var bytes = 200L;
        foreach (var node in tree.Nodes)
        {
            bytes += NodeBytes + node.Name.Length + node.LinkTarget.Length;
            if (!node.Content.IsDefault) bytes += BlobBytes * (long)node.Content.Length;
            foreach (var attribute in node.ExtendedAttributes) bytes += 100 + attribute.Name.Length + attribute.Value.Length;
        }
        return bytes;
    }

    private readonly record struct Entry(TreeId Id, Tree Tree, long Bytes);
}
