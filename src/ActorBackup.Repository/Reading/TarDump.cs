using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>A folder of a snapshot as a tar archive, with everything <c>tar --xattrs</c> can put back: owners, modes, nanoseconds, links, devices, attributes.</summary>
public static class TarDump
{
    /// <summary>Paths in the archive start at <paramref name="under"/>. Sockets, and entries whose names would lead out of a folder, are left out and told to
    /// <see cref="RepositoryOptions.Warn"/>.</summary>
    /// <param name="into">Not closed. After a failure it holds the beginning of an archive.</param>
    /// <exception cref="RepositoryException">A file or tree is missing or damaged: what cannot be had in full is not dumped.</exception>
    public static async Task WriteAsync(OpenRepository repository, SnapshotTree tree, SnapshotPath under, Stream into, CancellationToken stop)
    {
        var firsts = new Dictionary<(ulong Device, ulong Inode), (byte[] Path, Node Node)>();
        await foreach (var (path, node) in tree.EntriesAsync(under, PathFilter.All, recursive: true, stop))
        {
            var names = path.ToNames()[Math.Min(under.Depth, path.Depth - 1)..];
            if (!names.All(name => name.IsSafe) || node.Type is NodeType.Socket or NodeType.Unknown)
            {
                repository.Options.Warn($"{path} is not in the archive: {(node.Type is NodeType.Socket or NodeType.Unknown ? "tar has no such type" : "its name would lead elsewhere")}.");
                continue;
            }
            var bytes = Join(names);
            var linkTo = default(byte[]);
            if (node is { Type: NodeType.File, Links: > 1, Inode: not 0 } && !firsts.TryAdd((node.DeviceId, node.Inode), (bytes, node)))
            {
                var first = firsts[(node.DeviceId, node.Inode)];
                if (NodeComparison.SameContent(first.Node, node)) linkTo = first.Path;
            }
            await into.WriteAsync(TarHeader.Of(bytes, node, linkTo), stop);
            if (node.Type == NodeType.File && linkTo is null) await WriteContentAsync(repository, path, node, into, stop);
        }
        await into.WriteAsync(new byte[2 * TarHeader.BlockBytes], stop);
    }

    private static async Task WriteContentAsync(OpenRepository repository, SnapshotPath path, Node node, Stream into, CancellationToken stop)
    {
        var left = (long)node.Size;
        await foreach (var chunk in FileContent.ReadAsync(repository, node, stop))
        {
            left -= chunk.Length;
            if (left < 0) break;
            await into.WriteAsync(chunk, stop);
        }
        if (left != 0) throw RepositoryException.Damaged($"{path} has not the {node.Size:N0} bytes that the snapshot says. Restore it instead: that brings back what there is.");
        var over = (int)((long)node.Size % TarHeader.BlockBytes);
        if (over > 0) await into.WriteAsync(new byte[TarHeader.BlockBytes - over], stop);
    }

    private static byte[] Join(IEnumerable<RawName> names)
    {
        var path = new List<byte>();
        foreach (var name in names)
        {
            if (path.Count > 0) path.Add((byte)'/');
            path.AddRange(name.Bytes);
        }
        return [.. path];
    }
}
