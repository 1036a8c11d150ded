using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Trees;

/// <summary>What was on disk when restic made the snapshots, against the nodes we read.</summary>
public sealed class ManifestTests
{
    [Theory]
    [MemberData(nameof(VectorRepository.Names), MemberType = typeof(VectorRepository))]
    public void Reads_what_was_on_disk(string name)
    {
        var (repository, facts) = VectorRepository.OpenWithFacts(name);
        using var _ = repository;
        var (trees, data) = (repository.Blobs(BlobType.Tree), repository.Blobs(BlobType.Data));
        var snapshots = facts.GetProperty("snapshots").EnumerateArray().ToArray();
        var manifests = facts.GetProperty("manifests").EnumerateArray().ToArray();

        Assert.Equal(snapshots.Length, manifests.Length);
        for (var i = 0; i < snapshots.Length; i++)
        {
            var nodes = new Dictionary<string, Node>();
            Walk(trees, TreeId.Parse(snapshots[i].GetProperty("tree").GetString()!), "", nodes);
            foreach (var entry in manifests[i].EnumerateArray()) AssertSame(entry, nodes[Key(entry)], data);
        }
    }

    private static void Walk(Dictionary<BlobId, byte[]> trees, TreeId id, string prefix, Dictionary<string, Node> into)
    {
        foreach (var node in TreeFormat.Read(trees[new BlobId(id.Value)]).Nodes)
        {
            var path = prefix + Convert.ToHexStringLower(node.Name.Bytes);
            into.Add(path, node);
            if (node.Subtree is { } subtree) Walk(trees, subtree, path + "2f", into);
        }
    }

    private static string Key(JsonElement entry)
    {
        var path = entry.GetProperty("path_hex").GetString()!;
        var top = Convert.ToHexStringLower("tree"u8);   // the backups were made of this relative path
        return path == "2e" ? top : $"{top}2f{path}";
    }

    private static void AssertSame(JsonElement entry, Node node, Dictionary<BlobId, byte[]> data)
    {
        Assert.Equal(entry.GetProperty("type").GetString(), Encoding.UTF8.GetString(NodeTypes.Word(node.Type)));
        if (entry.TryGetProperty("mode_octal", out var mode)) Assert.Equal(Convert.ToUInt32(mode.GetString(), 8), GoMode.ToPermissions(node.Mode));
        Assert.Equal((entry.GetProperty("uid").GetUInt32(), entry.GetProperty("gid").GetUInt32()), (node.Uid, node.Gid));
        Assert.Equal(entry.GetProperty("mtime_ns").GetRawText(), (node.ModifiedAt.Seconds * (Int128)1_000_000_000 + node.ModifiedAt.Nanos).ToString(CultureInfo.InvariantCulture));
        if (entry.TryGetProperty("size", out var size)) Assert.Equal(size.GetUInt64(), node.Size);
        if (entry.TryGetProperty("sha256", out var hash)) Assert.Equal(hash.GetString(), HashOf(node, data));
        if (entry.TryGetProperty("rdev", out var device)) Assert.Equal((device[0].GetUInt64(), device[1].GetUInt64()), (Major(node.Device), Minor(node.Device)));
        if (entry.TryGetProperty("target_hex", out var target) && Utf8.IsValid(Convert.FromHexString(target.GetString()!)))
            Assert.Equal(target.GetString(), Convert.ToHexStringLower(node.LinkTarget.Bytes));
        if (entry.TryGetProperty("xattrs_hex", out var attributes))
            Assert.Equal(
                attributes.EnumerateObject().Select(a => $"{a.Name}={a.Value}").Order(StringComparer.Ordinal),
                node.ExtendedAttributes.Select(a => $"{a.Name}={Convert.ToHexStringLower(a.Value.Span)}").Order(StringComparer.Ordinal));
    }

    private static string HashOf(Node node, Dictionary<BlobId, byte[]> data) =>
        Sha256Value.Of(node.Content.SelectMany(blob => data[blob]).ToArray()).ToString();

    // As Linux packs them into 64 bits.
    private static ulong Major(ulong device) => (device >> 8 & 0xFFF) | (device >> 32 & ~0xFFFul);

    private static ulong Minor(ulong device) => (device & 0xFF) | (device >> 12 & ~0xFFul);
}
