namespace ActorBackup.Repository.Trees;

/// <summary>The words trees use for <see cref="NodeType"/>.</summary>
internal static class NodeTypes
{
    public static ReadOnlySpan<byte> Word(NodeType type) => type switch
    {
        NodeType.File => "file"u8,
        NodeType.Folder => "dir"u8,
        NodeType.Link => "symlink"u8,
        NodeType.BlockDevice => "dev"u8,
        NodeType.CharacterDevice => "chardev"u8,
        NodeType.Fifo => "fifo"u8,
        NodeType.Socket => "socket"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no word for this type of a node."),
    };

    public static NodeType Of(ReadOnlySpan<byte> word)
    {
        for (var type = NodeType.File; type < NodeType.Unknown; type++)
            if (word.SequenceEqual(Word(type))) return type;
        return NodeType.Unknown;
    }
}
