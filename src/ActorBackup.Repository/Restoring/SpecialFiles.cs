using ActorBackup.Linux;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>Makes links, FIFOs and devices. What stands in their place is replaced in one step.</summary>
internal sealed class SpecialFiles(TargetFolders folders, EntryMetadata metadata, TargetRemoval removal, RestoreReport report)
{
    private const uint FifoType = 0x1000, CharacterType = 0x2000, BlockType = 0x6000, OnlyOwner = 0x180;

    public void Restore(TargetFolder folder, PlannedStep planned)
    {
        var (path, node) = (planned.Step.Path, planned.Step.Node!);
        try
        {
            var handle = folders.Enter(folder);
            try
            {
                if (planned.Existing is { IsFolder: true } there && !removal.Remove(handle, node.Name, there, path))
                {
                    report.Failed(path, "Not restored: the folder in its place could not be removed.");
                    return;
                }
                var replaces = planned.Existing is { IsFolder: false };
                if (replaces && planned.Step.Deed == RestoreDeed.Update && IsSame(handle, node)) metadata.Apply(handle, node.Name.Bytes.ToArray(), path, node);
                else if (!replaces) Make(handle, node, node.Name, planned);
                else Replace(handle, node, planned);
                report.Finished();
            }
            finally { folders.Leave(folder); }
        }
        catch (SystemCallException e) when (!TargetFailure.EndsAll(e))
        {
            var hint = e.Errno is Errno.NotPermitted && node.Type is NodeType.BlockDevice or NodeType.CharacterDevice ? " Only root may make devices." : "";
            report.Failed(path, e.Message + hint);
        }
    }

    private void Replace(RawTarget handle, Node node, PlannedStep planned)
    {
        var work = RestoringFiles.NewWorkName();
        Make(handle, node, work, planned);
        try { handle.Rename(work.Bytes, node.Name.Bytes); }
        catch (SystemCallException)
        {
            handle.Remove(work.Bytes, isFolder: false);
            throw;
        }
    }

    private void Make(RawTarget handle, Node node, RawName name, PlannedStep planned)
    {
        switch (node.Type)
        {
            case NodeType.Link:
                handle.MakeLink(name.Bytes, node.LinkTarget.Bytes);
                break;
            case NodeType.Fifo:
                handle.MakeNode(name.Bytes, FifoType | OnlyOwner, 0);
                break;
            case NodeType.CharacterDevice:
                handle.MakeNode(name.Bytes, CharacterType | OnlyOwner, node.Device);
                break;
            case NodeType.BlockDevice:
                handle.MakeNode(name.Bytes, BlockType | OnlyOwner, node.Device);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(node), node.Type, "This is no special file.");
        }
        metadata.Apply(handle, name.Bytes.ToArray(), planned.Step.Path, node);
    }

    private static bool IsSame(RawTarget handle, Node node) => node.Type != NodeType.Link || handle.ReadLink(node.Name.Bytes).AsSpan().SequenceEqual(node.LinkTarget.Bytes);
}
