using System.Runtime.CompilerServices;
using System.Text;
using ActorBackup.Linux;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Scanning;

/// <summary>What differs between a stored folder and the folder as it is now. Nothing is stored; the caller has refreshed the index.</summary>
public static class PresentDiff
{
    /// <summary>Depth first, sorted by name, paths from the folder on. Content is read only where size and times do not decide.</summary>
    /// <param name="before">The stored folder's tree.</param>
    /// <param name="root">Absolute.</param>
    /// <exception cref="RepositoryException">There is no such folder now, or a stored tree cannot be read.</exception>
    public static async IAsyncEnumerable<TreeChange> CompareAsync(
        OpenRepository repository, TreeId before, string root, Excludes excludes, [EnumeratorCancellation] CancellationToken stop)
    {
        RawFolder? top;
        try { top = RawFolder.TryOpen(Encoding.UTF8.GetBytes(root)); }
        catch (SystemCallException e) { throw new RepositoryException(RepositoryFailure.Denied, $"{root} cannot be compared: {e.Message}", e); }
        using var opened = top ?? throw new RepositoryException(RepositoryFailure.Missing, $"{root} is not there now: there is nothing to compare with. Compare two snapshots.");
        var entries = new EntryReader(repository.Options.Clock.LocalTimeZone);
        var around = FolderExcludes.OfTarget(new ExcludeRules(excludes));
        var open = new Stack<Level>();
        open.Push(await LevelAsync(repository, SnapshotPath.Root, SnapshotPath.Parse(root), before, opened, around, entries, stop));
        try
        {
            while (open.TryPeek(out var level))
            {
                stop.ThrowIfCancellationRequested();
                if (!level.Steps.MoveNext())
                {
                    open.Pop().Dispose();
                    continue;
                }

                var (name, was, now) = level.Steps.Current;
                var path = level.Path.Then(name);
                if (KindOf(repository, level, was, now, stop) is { } kind) yield return new TreeChange(path, kind, was, now);
                var (stored, present) = (was is { Type: NodeType.Folder } ? was.Subtree : null, now is { Type: NodeType.Folder } ? level.TryEnter(name) : null);
                if (stored is null && present is null) continue;
                open.Push(await LevelAsync(repository, path, level.Place.Then(name), stored, present, level.Excludes.Enter(name), entries, stop));
            }
        }
        finally
        {
            while (open.TryPop(out var level)) level.Dispose();
        }
    }

    private static async Task<Level> LevelAsync(
        OpenRepository repository, SnapshotPath path, SnapshotPath place, TreeId? stored, RawFolder? folder, FolderExcludes around, EntryReader entries, CancellationToken stop)
    {
        var was = stored is { } id ? await repository.LoadTreeAsync(id, stop) : Tree.Empty;
        var excludes = folder is null ? around : around.LookedAt(folder);
        var all = new SortedDictionary<RawName, (Node? Was, Node? Now)>();
        foreach (var node in was.Nodes) all.TryAdd(node.Name, (node, null));
        foreach (var node in folder is null ? [] : Present(folder, place, excludes, entries)) all[node.Name] = (all.GetValueOrDefault(node.Name).Was, node);
        return new Level(path, place, folder, excludes, all.Select(e => (e.Key, e.Value.Was, e.Value.Now)).GetEnumerator());
    }

    private static IEnumerable<Node> Present(RawFolder folder, SnapshotPath place, FolderExcludes excludes, EntryReader entries)
    {
        foreach (var entry in folder.List())
        {
            Node? node = null;
            try
            {
                var name = RawName.Own(entry.Name);
                if (folder.Stat(entry.Name) is { } status && excludes.Why(place.Then(name), status) is null) node = entries.Read(folder, name, status);
            }
            catch (SystemCallException)
            {
                // went meanwhile, or may not be looked at: as the backup would have left it out
            }

            if (node is not null) yield return node;
        }
    }

    private static ChangeKind? KindOf(OpenRepository repository, Level level, Node? was, Node? now, CancellationToken stop)
    {
        if (was is null || now is null) return was is null ? ChangeKind.Added : ChangeKind.Removed;
        if (was is not { Type: NodeType.File } || now.Type != NodeType.File) return NodeComparison.Of(was, now);
        if (was.Size != now.Size) return ChangeKind.Content;
        var isSame = was.ModifiedAt.SameInstant(now.ModifiedAt) || IsSameContent(repository, level, was, stop);
        return isSame ? NodeComparison.SameMetadata(was, now) ? null : ChangeKind.Metadata : ChangeKind.Content;
    }

    /// <summary>A chunk's id is the SHA-256 of its bytes, and the index has its length.</summary>
    private static bool IsSameContent(OpenRepository repository, Level level, Node was, CancellationToken stop)
    {
        try
        {
            using var file = level.Folder?.TryOpenRead(was.Name.Bytes);
            if (file is null || was.Content.IsDefault) return false;
            foreach (var chunk in was.Content)
            {
                stop.ThrowIfCancellationRequested();
                if (repository.Index.Locate(BlobHandle.Data(chunk)) is not [var location, ..]) return false;
                var (bytes, length) = (new byte[location.ContentBytes], 0);
                while (length < bytes.Length && file.Read(bytes.AsSpan(length)) is > 0 and var count) length += count;
                if (length < bytes.Length || new BlobId(Sha256Value.Of(bytes)) != chunk) return false;
            }

            return true;
        }
        catch (SystemCallException)
        {
            return false;
        }
    }

    /// <summary>A folder, stored and present, on the way through it.</summary>
    /// <param name="Path">From the compared folder on; <paramref name="Place"/> is the absolute path.</param>
    private sealed record Level(
        SnapshotPath Path, SnapshotPath Place, RawFolder? Folder, FolderExcludes Excludes, IEnumerator<(RawName Name, Node? Was, Node? Now)> Steps) : IDisposable
    {
        public RawFolder? TryEnter(RawName name)
        {
            try { return Folder?.TryEnter(name.Bytes); }
            catch (SystemCallException) { return null; }
        }

        public void Dispose()
        {
            Steps.Dispose();
            if (!Path.IsRoot) Folder?.Dispose();
        }
    }
}
