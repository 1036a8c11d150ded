using ActorBackup.Linux;
using ActorBackup.Repository.Reading;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Restoring;

/// <summary>How a file's content comes to its place.</summary>
internal enum FileDeed
{
    /// <summary>Under its own name, from the start.</summary>
    New,

    /// <summary>Under another name, renamed over what is there when it is whole: nobody ever sees a half of it.</summary>
    Beside,

    /// <summary>Chunk by chunk into the file that is there, because it has other names that must keep showing it.</summary>
    InPlace,

    /// <summary>The content is there already: only metadata is set.</summary>
    MetadataOnly,
}

/// <summary>A file between being planned and being whole.</summary>
internal sealed class RestoringFile(TargetFolder folder, Node node, RawTargetEntry? existing)
{
    public TargetFolder Folder => folder;

    public Node Node => node;

    public RawTargetEntry? Existing => existing;

    public SnapshotPath Path => folder.Path.Then(node.Name);

    public FileDeed Deed { get; set; }

    /// <summary>The name it has while it is written.</summary>
    public RawName WorkName { get; set; } = node.Name;

    /// <summary>What its chunks add up to, or what the tree says if that is more.</summary>
    public long Bytes { get; set; }

    /// <summary>Of its chunks alone.</summary>
    public long ChunkBytes { get; set; }

    /// <summary>Which chunks the existing file has at their places; null: none.</summary>
    public bool[]? Kept { get; set; }

    /// <summary>Chunks to be written.</summary>
    public int Parts { get; set; }

    /// <summary>Of them, those still to come.</summary>
    public int Left;

    /// <summary>Why it will not be whole: the first reason.</summary>
    public string? Failure;

    public long MissingBytes;

    /// <summary>The last byte was left to be a hole: the length must be set.</summary>
    public bool EndsInHole;

    public bool Created { get; set; }

    public bool Finished { get; set; }

    /// <summary>Owned by <see cref="RestoringFiles"/>.</summary>
    public RawTargetFile? Handle { get; set; }

    /// <summary>Owned by <see cref="RestoringFiles"/>.</summary>
    public int Users { get; set; }

    public void Fail(string why, long missing)
    {
        Interlocked.CompareExchange(ref Failure, why, null);
        Interlocked.Add(ref MissingBytes, missing);
    }
}
