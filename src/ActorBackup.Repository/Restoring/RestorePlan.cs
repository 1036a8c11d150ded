using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>Decides what is done in one folder, from what the snapshot has and what is there. Pure: reads and changes nothing.</summary>
internal static class RestorePlan
{
    /// <summary>As deep as any path that Linux can name; a deeper tree is nobody's.</summary>
    public const int DeepestFolder = 2048;

    /// <summary>What the snapshot has, in its order; then what is there and goes.</summary>
    /// <param name="match">How the request's patterns stand at this folder.</param>
    /// <param name="existing">By name, unread links as links.</param>
    public static IEnumerable<PlannedStep> OfFolder(
        SnapshotPath path, Tree tree, PathMatch match, IReadOnlyDictionary<RawName, RawTargetEntry> existing, RestoreRequest request)
    {
        var seen = new HashSet<RawName>(tree.Nodes.Length);
        foreach (var node in tree.Nodes)
        {
            var below = match.Enter(node.Name);
            var there = existing.TryGetValue(node.Name, out var entry) ? entry : (RawTargetEntry?)null;
            if (!below.IsIncluded && !(below.MayGoOn && node.Type == NodeType.Folder)) continue;
            var (deed, reason) = seen.Add(node.Name) ? Decide(path, node, below, there, request) : (RestoreDeed.Refuse, "the folder has two entries of this name; the first was taken");
            yield return new PlannedStep(new RestoreStep(path.Then(node.Name), node, deed, reason), there, below);
        }
        if (!request.Delete) yield break;
        var listed = tree.Nodes.Select(n => n.Name).ToHashSet();
        foreach (var (name, entry) in existing.OrderBy(e => e.Key))
        {
            if (listed.Contains(name) || !match.Enter(name).IsIncluded || request.Spares?.Invoke(path.Then(name), entry.IsFolder) == true) continue;
            yield return new PlannedStep(new RestoreStep(path.Then(name), null, RestoreDeed.Delete, "not in the snapshot"), entry, match);
        }
    }

    private static (RestoreDeed Deed, string Reason) Decide(SnapshotPath path, Node node, PathMatch match, RawTargetEntry? existing, RestoreRequest request)
    {
        if (!node.Name.IsSafe) return (RestoreDeed.Refuse, "its name would lead out of the folder, or is none; it is not written");
        if (node.Name.Length > 255) return (RestoreDeed.Refuse, "its name is longer than the 255 bytes that Linux takes");
        if (path.Depth >= DeepestFolder) return (RestoreDeed.Refuse, $"it lies deeper than {DeepestFolder} folders");
        switch (node.Type)
        {
            case NodeType.Socket:
                return (RestoreDeed.Skip, "sockets are made by the programs that listen on them");
            case NodeType.Unknown:
                return (RestoreDeed.Refuse, $"it is of a type that this program does not know ('{node.UnknownType}')");
            case NodeType.Folder when node.Subtree is null:
                return (RestoreDeed.Refuse, "the snapshot does not say what is in this folder; 'check' lists what else is damaged");
            case NodeType.File when node.Content.IsDefault:
                return (RestoreDeed.Refuse, "the snapshot does not say what is in this file; 'check' lists what else is damaged");
            case NodeType.Link when node.LinkTarget.Length == 0:
                return (RestoreDeed.Refuse, "the snapshot does not say where this link leads");
        }
        if (existing is not { } there) return (match.IsIncluded ? RestoreDeed.Create : RestoreDeed.PassThrough, "");
        if (!match.IsIncluded) return (RestoreDeed.PassThrough, "");   // if no folder is there, what would come into it fails: nothing goes that was not picked
        if (node.Type == NodeType.Folder && there.IsFolder) return request.Overwrite == RestoreOverwrite.Never ? (RestoreDeed.PassThrough, "") : (RestoreDeed.Update, "");
        if (request.Overwrite == RestoreOverwrite.Never) return (RestoreDeed.Skip, "there already");
        return IsSameThing(node, there) ? (RestoreDeed.Update, "") : Conflict(node, there, request);
    }

    private static (RestoreDeed, string) Conflict(Node node, RawTargetEntry there, RestoreRequest request)
    {
        if (request.Overwrite == RestoreOverwrite.Never) return (RestoreDeed.Skip, $"{NameOf(there)} is there already");
        if (there.IsMountPoint) return (RestoreDeed.Refuse, "something is mounted in its place");
        if (there.IsFolder && node.Type != NodeType.Folder && !request.Delete)
            return (RestoreDeed.Refuse, "a folder is in its place; restore with delete, or move the folder away");
        return (RestoreDeed.Replace, $"{NameOf(there)} is in its place");
    }

    // Of links and devices what they lead to decides: another target is another link.
    private static bool IsSameThing(Node node, RawTargetEntry there) => node.Type switch
    {
        NodeType.File => there.IsFile,
        NodeType.Fifo => there.Type == 0x1000,
        NodeType.BlockDevice => there.Type == 0x6000 && there.SpecialDevice == node.Device,
        NodeType.CharacterDevice => there.Type == 0x2000 && there.SpecialDevice == node.Device,
        NodeType.Link => there.IsLink,
        _ => false,
    };

    private static string NameOf(RawTargetEntry entry) => entry.Type switch
    {
        0x8000 => "a file",
        0x4000 => "a folder",
        0xA000 => "a link",
        _ => "a special file",
    };
}

/// <summary>A step and what it was decided from.</summary>
internal readonly record struct PlannedStep(RestoreStep Step, RawTargetEntry? Existing, PathMatch Match);
