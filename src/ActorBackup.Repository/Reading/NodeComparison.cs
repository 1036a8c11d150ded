using System.Collections.Immutable;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Reading;

/// <summary>In what two nodes differ that a user means: not in when they were read, on which disk they lay, or in numbers only the machine knows.</summary>
public static class NodeComparison
{
    /// <summary>Null if they are the same. Of folders only the metadata is compared, not what is in them.</summary>
    public static ChangeKind? Of(Node before, Node after)
    {
        if (before.Type != after.Type || before.UnknownType != after.UnknownType) return ChangeKind.Type;
        if (!SameContent(before, after)) return ChangeKind.Content;
        return SameMetadata(before, after) ? null : ChangeKind.Metadata;
    }

    /// <summary>Bytes of a file, target of a link, number of a device. True of everything that has none.</summary>
    public static bool SameContent(Node before, Node after) => before.Type switch
    {
        NodeType.File => before.Size == after.Size && OrEmpty(before.Content).AsSpan().SequenceEqual(OrEmpty(after.Content).AsSpan()),
        NodeType.Link => before.LinkTarget == after.LinkTarget,
        NodeType.BlockDevice or NodeType.CharacterDevice => before.Device == after.Device,
        _ => true,
    };

    /// <summary>Mode, owner, modification time and extended attributes. The mode and times of links are nobody's wish.</summary>
    public static bool SameMetadata(Node before, Node after) =>
        before.Uid == after.Uid && before.Gid == after.Gid
        && (before.Type == NodeType.Link || (before.Mode == after.Mode && before.ModifiedAt.SameInstant(after.ModifiedAt)))
        && SameAttributes(OrEmpty(before.ExtendedAttributes), OrEmpty(after.ExtendedAttributes));

    // Their order is the file system's whim.
    private static bool SameAttributes(ImmutableArray<ExtendedAttribute> before, ImmutableArray<ExtendedAttribute> after)
    {
        if (before.Length != after.Length) return false;
        foreach (var one in before)
        {
            var found = false;
            foreach (var other in after) found |= one.Name == other.Name && one.Value.Span.SequenceEqual(other.Value.Span);
            if (!found) return false;
        }
        return true;
    }

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> list) => list.IsDefault ? [] : list;
}
