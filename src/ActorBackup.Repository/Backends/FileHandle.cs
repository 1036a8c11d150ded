using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Backends;

/// <summary>One file of a repository.</summary>
/// <param name="Name">The SHA-256 of its bytes; zero for the config, which has no name.</param>
public readonly record struct FileHandle(FileKind Kind, Sha256Value Name)
{
    public static FileHandle Config => new(FileKind.Config, default);

    public static FileHandle Of(PackId id) => new(FileKind.Pack, id.Value);

    public static FileHandle Of(IndexId id) => new(FileKind.Index, id.Value);

    public static FileHandle Of(SnapshotFileId id) => new(FileKind.Snapshot, id.Value);

    public static FileHandle Of(LockId id) => new(FileKind.Lock, id.Value);

    public static FileHandle Of(KeyId id) => new(FileKind.Key, id.Value);

    /// <summary>As people know it from the folder: <c>data/09/09d2…</c>, <c>index/…</c>, <c>config</c>.</summary>
    public override string ToString() => Kind switch
    {
        FileKind.Config => "config",
        FileKind.Pack => $"data/{Name.ToString()[..2]}/{Name}",
        FileKind.Index => $"index/{Name}",
        FileKind.Snapshot => $"snapshots/{Name}",
        FileKind.Lock => $"locks/{Name}",
        FileKind.Key => $"keys/{Name}",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "There is no such kind of file."),
    };
}
