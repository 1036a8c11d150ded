using System.Collections.Immutable;
using ActorBackup.Repository.Json;

namespace ActorBackup.Repository.Trees;

/// <summary>The JSON of a folder, byte for byte as restic writes it: its SHA-256 is the tree's id (format specification, section 11).</summary>
public static class TreeFormat
{
    private const int UsualNodeBytes = 384;

    /// <exception cref="ArgumentException">The nodes are not in strictly ascending order of their names: no program may write such a tree.</exception>
    public static byte[] Write(Tree tree)
    {
        for (var i = 1; i < tree.Nodes.Length; i++)
        {
            var (before, name) = (tree.Nodes[i - 1].Name, tree.Nodes[i].Name);
            if (before.CompareTo(name) >= 0) throw new ArgumentException($"'{name}' does not come after '{before}' in the order of bytes.", nameof(tree));
        }
        return WriteAsFound(tree);
    }

    /// <summary>As <see cref="Write"/>, but in the order in which the nodes are: to see whether a foreign tree can be written again unchanged.</summary>
    public static byte[] WriteAsFound(Tree tree)
    {
        var json = new GoJsonWriter(Math.Min(tree.Nodes.Length * UsualNodeBytes, 1 << 24) + 16);
        json.Raw("{\"nodes\":["u8);
        foreach (var node in tree.Nodes)
        {
            json.NextItem();
            NodeFormat.Write(json, node);
        }
        json.Raw("]}\n"u8);
        return json.ToArray();
    }

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public static Tree Read(ReadOnlySpan<byte> json)
    {
        var reader = new GoJsonReader(json, "A tree");
        var names = new OwnerNames();
        ImmutableArray<Node> nodes = [];
        if (!reader.EnterObject()) throw reader.Wrong("an object");
        while (reader.NextField())
        {
            if (reader.Is("nodes"u8)) nodes = ReadNodes(ref reader, names);
            else reader.Skip();
        }
        reader.End();
        return nodes.IsEmpty ? Tree.Empty : new Tree(nodes);
    }

    private static ImmutableArray<Node> ReadNodes(ref GoJsonReader reader, OwnerNames names)
    {
        var nodes = ImmutableArray.CreateBuilder<Node>();
        if (!reader.EnterArray()) return [];
        while (reader.NextItem()) nodes.Add(NodeFormat.Read(ref reader, names));
        return nodes.DrainToImmutable();
    }
}
