using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests;

/// <summary>Makes trees as tests need them, honest or not.</summary>
internal sealed class SomeTrees(BlobWriter writer)
{
    public static NodeTime Time { get; } = NodeTime.From(Some.Noon);

    public async Task<Node> FileAsync(string name, params byte[][] chunks)
    {
        var content = new List<BlobId>();
        foreach (var chunk in chunks) content.Add((await writer.AddAsync(BlobType.Data, chunk, default)).Id);
        return Dated(new Node(new RawName(name), NodeType.File) { Mode = 0x1A4, Size = (ulong)chunks.Sum(c => (long)c.Length), Links = 1, Content = [.. content] });
    }

    public Task<Node> FileAsync(string name, string content) => FileAsync(name, System.Text.Encoding.UTF8.GetBytes(content));

    public async Task<Node> FolderAsync(string name, params Node[] nodes) =>
        Dated(new Node(new RawName(name), NodeType.Folder) { Mode = 0x800001ED, Subtree = await TreeAsync(nodes) });

    public static Node Link(string name, string target) =>
        Dated(new Node(new RawName(name), NodeType.Link) { Mode = 0x080001FF, LinkTarget = new RawName(target), Links = 1 });

    /// <summary>In the order given, whatever the names are: no writer of ours would do that.</summary>
    public async Task<TreeId> TreeAsync(params Node[] nodes) =>
        new((await writer.AddAsync(BlobType.Tree, TreeFormat.WriteAsFound(new Tree([.. nodes])), default)).Id.Value);

    private static Node Dated(Node node) => node with { ModifiedAt = Time, AccessedAt = Time, ChangedAt = Time };
}
