using System.Collections.Immutable;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Trees;

/// <summary>One entry of a folder: everything restic keeps of it (format specification, section 11).</summary>
/// <remarks>Equality is by reference to lists; compare what is written instead.</remarks>
public sealed record Node(RawName Name, NodeType Type)
{
    /// <summary>Go's file mode, not st_mode: permissions in the low nine bits, kind and special bits above (section 11.3).</summary>
    public uint Mode { get; init; }

    public NodeTime ModifiedAt { get; init; }

    /// <summary>Equal to <see cref="ModifiedAt"/> unless somebody asked for access times.</summary>
    public NodeTime AccessedAt { get; init; }

    public NodeTime ChangedAt { get; init; }

    public uint Uid { get; init; }

    public uint Gid { get; init; }

    /// <summary>The owner's name on the machine it was captured on; empty if it has none.</summary>
    public string User { get; init; } = "";

    public string Group { get; init; } = "";

    public ulong Inode { get; init; }

    /// <summary>st_dev.</summary>
    public ulong DeviceId { get; init; }

    /// <summary>Of files: the bytes that were read and stored.</summary>
    public ulong Size { get; init; }

    /// <summary>Hard links; 0 where they are not told (folders, FIFOs).</summary>
    public ulong Links { get; init; }

    /// <summary>Of links.</summary>
    public RawName LinkTarget { get; init; }

    /// <summary>In the order the system lists them.</summary>
    public ImmutableArray<ExtendedAttribute> ExtendedAttributes { get; init; } = [];

    /// <summary>Windows' attributes as they stood in the tree: one JSON object, kept so that the tree can be written again; empty if none.</summary>
    public ReadOnlyMemory<byte> GenericAttributes { get; init; }

    /// <summary>st_rdev of devices.</summary>
    public ulong Device { get; init; }

    /// <summary>The chunks of a file, in order; empty for an empty file. Default (null in the tree) for everything else.</summary>
    public ImmutableArray<BlobId> Content { get; init; }

    /// <summary>Of folders.</summary>
    public TreeId? Subtree { get; init; }

    /// <summary>Historic: why a node could not be read when it was captured.</summary>
    public string Error { get; init; } = "";

    /// <summary>The word for the type where it is <see cref="NodeType.Unknown"/>.</summary>
    public string UnknownType { get; init; } = "";
}
