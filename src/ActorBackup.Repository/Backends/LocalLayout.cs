namespace ActorBackup.Repository.Backends;

/// <summary>Where a local repository's files lie below its folder.</summary>
internal sealed class LocalLayout(string folder)
{
    private static readonly (FileKind Kind, string Name)[] Kinds =
    [
        (FileKind.Pack, "data"), (FileKind.Index, "index"), (FileKind.Key, "keys"), (FileKind.Lock, "locks"), (FileKind.Snapshot, "snapshots"),
    ];

    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    public string PathOf(FileHandle file) => Path.Join(FolderOf(file), NameOf(file));

    public static string NameOf(FileHandle file) => file.Kind == FileKind.Config ? "config" : file.Name.ToString();

    public string FolderOf(FileHandle file) => file.Kind switch
    {
        FileKind.Config => Root,
        FileKind.Pack => Path.Join(Root, "data", file.Name.FirstByte.ToString("x2", null)),
        var kind => FolderOf(kind),
    };

    /// <summary>All of them and those above the root, parents first.</summary>
    public IEnumerable<string> FoldersWithParents() =>
        [.. Above(Root), Root, .. Kinds.Select(kind => Path.Join(Root, kind.Name)), .. Enumerable.Range(0, 256).Select(i => Path.Join(Root, "data", i.ToString("x2", null)))];

    public IEnumerable<string> FoldersThatHoldFolders() => [Path.GetDirectoryName(Root) ?? Root, Root, FolderOf(FileKind.Pack)];

    /// <summary>Packs lie one level down, in folders that need not all be there.</summary>
    /// <exception cref="DirectoryNotFoundException"/>
    public IEnumerable<string> FoldersToList(FileKind kind) =>
        kind == FileKind.Pack ? Directory.EnumerateDirectories(FolderOf(kind)) : [FolderOf(kind)];

    public IEnumerable<string> FoldersThatAreThere() => FoldersWithParents().SkipWhile(path => path != Root).Where(Directory.Exists);

    /// <summary>The folders between the root and <paramref name="path"/>, this one included, parents first.</summary>
    public IEnumerable<string> WayTo(string path)
    {
        if (path == Root) yield break;
        foreach (var above in WayTo(Path.GetDirectoryName(path)!)) yield return above;
        yield return path;
    }

    private static IEnumerable<string> Above(string path) =>
        Path.GetDirectoryName(path) is { Length: > 1 } parent ? [.. Above(parent), parent] : [];

    private string FolderOf(FileKind kind) => Path.Join(Root, Kinds.First(k => k.Kind == kind).Name);
}
