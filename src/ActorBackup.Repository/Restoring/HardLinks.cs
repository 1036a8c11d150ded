using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>Which names of a snapshot are one file, and which existing files may be written in place because their other names are meant too.</summary>
internal sealed class HardLinks
{
    private readonly Dictionary<(ulong Device, ulong Inode), FirstName> _firsts = [];
    private readonly Dictionary<(ulong Device, ulong Inode), (ulong, ulong)> _written = [];

    /// <summary>The name that was restored before for the same file; null if this is the first, and then it is remembered.</summary>
    /// <remarks>Of equal number but other content it is not the same file, whatever the snapshot says.</remarks>
    public FirstName? FirstOrRemember(TargetFolder folder, Node node)
    {
        if (node.Links <= 1 || node.Inode == 0) return null;
        if (_firsts.TryGetValue((node.DeviceId, node.Inode), out var first)) return NodeComparison.SameContent(first.Node, node) ? first : null;
        _firsts.Add((node.DeviceId, node.Inode), new FirstName(folder, node));
        return null;
    }

    /// <summary>Not if two files of the snapshot are one file in the target: the second would overwrite the first.</summary>
    public bool MayWriteInPlace(Node node, RawTargetEntry existing)
    {
        if (existing.Links <= 1 || node.Links <= 1) return false;
        var (there, meant) = ((existing.Device, existing.Inode), (node.DeviceId, node.Inode));
        if (_written.TryGetValue(there, out var known)) return known == meant;
        _written.Add(there, meant);
        return true;
    }
}

internal sealed record FirstName(TargetFolder Folder, Node Node);

/// <summary>One more name for a file that is restored under its first.</summary>
internal sealed record OtherName(TargetFolder Folder, Node Node, RawTargetEntry? Existing, FirstName First);
