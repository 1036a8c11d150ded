using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Ownership;

/// <summary>Which node a source belongs to: rendezvous hashing. Each node has a score for each source, the highest is the first choice.</summary>
/// <remarks>A node that comes takes its share and no more from the others, one that goes leaves only its own. Depends on names alone, so all
/// nodes agree, and a node that comes back is given what it had.</remarks>
public static class Placement
{
    /// <summary>The first 8 bytes of SHA-256 over both names in UTF-8 with a line break between them, which neither can contain.</summary>
    public static ulong Score(NodeId node, string source) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{node.Value}\n{source}")));

    /// <summary>The rows that count: of each node the one made last.</summary>
    public static IEnumerable<NodeRow> Newest(IEnumerable<NodeRow> rows) => rows.GroupBy(row => row.Face.Node).Select(of => of.MaxBy(row => row.Joined)!);

    /// <summary>Those of these rows that may run the source, first choice first.</summary>
    public static ImmutableList<NodeRow> Order(string source, IEnumerable<NodeRow> rows, Func<NodeId, string, ulong>? score = null) =>
        [.. rows.Where(row => row.MayRun(source)).OrderByDescending(row => (score ?? Score)(row.Face.Node, source)).ThenBy(row => row.Face.Node.Value, StringComparer.Ordinal)];

    /// <summary>Null if none of them may.</summary>
    public static NodeRow? First(string source, IReadOnlyList<NodeRow> rows, Func<NodeId, string, ulong>? score = null)
    {
        (NodeRow? First, ulong Score) best = default;
        foreach (var row in rows)
        {
            if (!row.MayRun(source)) continue;
            var its = (score ?? Score)(row.Face.Node, source);
            var isBetter = best.First is null || its > best.Score
                || (its == best.Score && string.CompareOrdinal(row.Face.Node.Value, best.First.Face.Node.Value) < 0);
            if (isBetter) best = (row, its);
        }

        return best.First;
    }

    /// <summary>The same, but computes each score once. For one thread.</summary>
    public static Func<NodeId, string, ulong> Remembering()
    {
        var scores = new Dictionary<(NodeId, string), ulong>();
        return (node, source) => scores.TryGetValue((node, source), out var known) ? known : scores[(node, source)] = Score(node, source);
    }
}
