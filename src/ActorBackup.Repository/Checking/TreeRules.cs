using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Checking;

/// <summary>What must hold inside one tree. Pure.</summary>
internal static class TreeRules
{
    internal readonly record struct Offence(FindingSeverity Severity, FindingKind Kind, string What, BlobId? Blob = null);

    /// <param name="contentBytes">The length of a data blob's plaintext, null if no index knows the blob.</param>
    public static IEnumerable<Offence> Judge(Tree tree, Func<BlobId, long?> contentBytes)
    {
        HashSet<RawName>? names = null;
        for (var i = 0; i < tree.Nodes.Length; i++)
        {
            var node = tree.Nodes[i];
            if (!node.Name.IsSafe) yield return Error(FindingKind.NodeName, $"{Named(node)} has a name that no file can have; a restore leaves it out");
            var order = i == 0 ? -1 : tree.Nodes[i - 1].Name.CompareTo(node.Name);
            if (order > 0)
            {
                yield return new Offence(FindingSeverity.Hint, FindingKind.NodeOrder, $"{Named(node)} stands after '{tree.Nodes[i - 1].Name}', out of order");
                names ??= [.. tree.Nodes[..i].Select(n => n.Name)];
            }
            // As long as the nodes are in order, only neighbours can be equal.
            if (names is null ? order == 0 : !names.Add(node.Name)) yield return Error(FindingKind.NodeName, $"{Named(node)} is there twice; a restore can write only one of them");

            foreach (var offence in JudgeContent(node, contentBytes)) yield return offence;
        }
    }

    private static IEnumerable<Offence> JudgeContent(Node node, Func<BlobId, long?> contentBytes)
    {
        switch (node.Type)
        {
            case NodeType.Unknown:
                yield return Error(FindingKind.NodeIncomplete, $"{Named(node)} is of the unknown type '{node.UnknownType}'");
                break;
            case NodeType.Folder when node.Subtree is null || node.Subtree.Value.Value.IsZero:
                yield return Error(FindingKind.NodeIncomplete, $"folder {Named(node)} names no tree");
                break;
            case NodeType.File when node.Content.IsDefault:
                yield return Error(FindingKind.NodeIncomplete, $"file {Named(node)} has no list of contents");
                break;
            case NodeType.File:
                long sum = 0;
                var complete = true;
                foreach (var blob in node.Content)
                {
                    if (contentBytes(blob) is { } bytes)
                    {
                        sum += bytes;
                        continue;
                    }
                    complete = false;
                    yield return new Offence(FindingSeverity.Error, FindingKind.DataMissing, $"file {Named(node)} needs data {blob}, which is in no index", blob);
                }
                if (complete && (ulong)sum != node.Size)
                    yield return Error(FindingKind.NodeSize, $"file {Named(node)} is said to have {node.Size} bytes, its content has {sum}");
                break;
        }
    }

    private static Offence Error(FindingKind kind, string what) => new(FindingSeverity.Error, kind, what);

    private static string Named(Node node) => $"'{node.Name}'";
}
