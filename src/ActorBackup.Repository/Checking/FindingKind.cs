namespace ActorBackup.Repository.Checking;

/// <summary>What a check can find. What to do about it depends on this, not on the words.</summary>
public enum FindingKind
{
    /// <summary>A key file that cannot be used; restic refuses a repository if it meets it before the right one.</summary>
    KeyUnreadable,

    /// <summary>A lock that nobody can read: nobody knows whether it is held.</summary>
    LockUnreadable,

    /// <summary>A lock of another machine, or one whose owner is gone.</summary>
    LockHeld,

    IndexUnreadable,

    /// <summary>The same pack with the same blobs in several index files.</summary>
    IndexedTwice,

    /// <summary>Two index files say different things of one pack.</summary>
    IndexesDiffer,

    /// <summary>Data and trees in one pack: allowed in version 1 only.</summary>
    PackMixed,

    PackMissing,

    /// <summary>The pack's size is not what its blobs and header add up to.</summary>
    PackSize,

    /// <summary>By the index, the blobs of a pack overlap or leave gaps.</summary>
    PackLayout,

    /// <summary>In no index: left by a writer that was interrupted, or being written at this moment.</summary>
    PackUnreferenced,

    /// <summary>The pack's bytes are not those it was named for.</summary>
    PackContent,

    /// <summary>The pack's own header cannot be read, or says something else than the index.</summary>
    PackHeader,

    BlobDamaged,

    SnapshotUnreadable,

    TreeMissing,

    TreeUnreadable,

    /// <summary>A file needs data that is in no index.</summary>
    DataMissing,

    /// <summary>A node lacks what its type needs, or its type is unknown.</summary>
    NodeIncomplete,

    /// <summary>A name that cannot be a file's name, or one that two nodes of a folder share.</summary>
    NodeName,

    /// <summary>Nodes out of order: allowed to read, slower to compare, written by no known program.</summary>
    NodeOrder,

    /// <summary>A file's size is not that of its content.</summary>
    NodeSize,
}
