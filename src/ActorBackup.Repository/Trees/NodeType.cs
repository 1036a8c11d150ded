namespace ActorBackup.Repository.Trees;

/// <summary>What an entry of a folder is. Written as <c>file dir symlink dev chardev fifo socket</c>.</summary>
public enum NodeType
{
    File,
    Folder,
    Link,
    BlockDevice,
    CharacterDevice,
    Fifo,
    Socket,

    /// <summary>A word this program does not know: kept as it is, reported by check, never restored.</summary>
    Unknown,
}
