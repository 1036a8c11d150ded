using ActorBackup.Core.Trees;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Stores.Repositories;

/// <summary>What a repository says of folders, in the words of the node.</summary>
internal static class TreeWords
{
    public static TreeEntry Entry(Node node, string path) => new(
        path, KindOf(node.Type), node.Type == NodeType.File ? (long)node.Size : 0, node.ModifiedAt.ToDateTimeOffset().ToUniversalTime(), (int)GoMode.ToPermissions(node.Mode),
        LinkTarget: node.Type == NodeType.Link ? node.LinkTarget.ToString() : null);

    /// <param name="change">Its path starts at the source's folder.</param>
    public static Core.Trees.TreeChange Change(Repository.Reading.TreeChange change)
    {
        var path = Relative(change.Path, 0);
        return new(path, Kind(change.Kind), change.Before is { } before ? Entry(before, path) : null, change.After is { } after ? Entry(after, path) : null);
    }

    public static TreeChangeKind Kind(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => TreeChangeKind.Added,
        ChangeKind.Removed => TreeChangeKind.Removed,
        ChangeKind.Metadata => TreeChangeKind.AttributesChanged,
        _ => TreeChangeKind.Changed,
    };

    /// <param name="depth">How many names lead to the source's folder.</param>
    public static string Relative(SnapshotPath path, int depth) => string.Join('/', path.ToNames().Skip(depth));

    private static TreeEntryKind KindOf(NodeType type) => type switch
    {
        NodeType.File => TreeEntryKind.File,
        NodeType.Folder => TreeEntryKind.Folder,
        NodeType.Link => TreeEntryKind.Link,
        _ => TreeEntryKind.Special,
    };
}
