using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Backups;

/// <summary>What a file written by <see cref="ContentBackup"/> is called and looks like.</summary>
/// <param name="Path">Absolute; for what has no path of its own <c>/actorbackup/SOURCE/NAME</c>.</param>
/// <param name="ModifiedAt">Of the file, and of the folders above it that do not exist on disk.</param>
public sealed record ContentFile(string Path, DateTimeOffset ModifiedAt)
{
    /// <summary>The permission bits, 0xFFF.</summary>
    public int Mode { get; init; } = 0x1A4;

    public uint Uid { get; init; }

    public uint Gid { get; init; }

    public string User { get; init; } = "";

    public string Group { get; init; } = "";

    /// <summary>All that was captured of the file, where it is one on disk: it goes before the values above; its name, size and content do not count.</summary>
    public Node? Node { get; init; }

    /// <summary>Folders above the file that exist get the entries they have on disk; otherwise, and where they do not, plain ones (0755, of root).</summary>
    public bool RealFolders { get; init; }
}
