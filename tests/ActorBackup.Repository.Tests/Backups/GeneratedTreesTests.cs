using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Scanning;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Backups;

/// <summary>Any tree, any sequence of changes: what events tell is enough for the tree that looking at everything gives.</summary>
public sealed class GeneratedTreesTests : IDisposable
{
    private static readonly string[] Names = ["a", "b", "c", "d e", "ü", ".hidden", "x.tmp", "-", "f", "g"];

    private readonly ScratchFolder _scratch = new();
    private readonly MemoryBlobs _blobs = new();

    private string Root => _scratch["root"];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task Dirty_paths_give_the_tree_of_a_full_scan_after_every_sequence_of_changes(int seed)
    {
        var random = new Random(seed);
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(_scratch["outside"]);
        for (var i = 0; i < 60; i++) Change(random, new HashSet<string>());
        var (cache, excludes) = (new TreeCache(seed % 2 == 0 ? 20_000 : 0), seed % 3 == 0 ? new Excludes { Patterns = ["*.tmp", "/c/"], Files = [".hidden"] } : Excludes.None);
        var state = (await BackUpAsync(null, null, null, excludes)).State;

        for (var round = 0; round < 12; round++)
        {
            var told = new HashSet<string>();
            for (var i = random.Next(8); i >= 0; i--) Change(random, told);
            var dirty = new DirtyPaths();
            foreach (var path in told) dirty.Add(path);

            var part = await BackUpAsync(state, dirty, cache, excludes);
            var all = await BackUpAsync(null, null, null, excludes);

            Assert.False(part.LookedAtAll);
            Assert.True(all.Targets[0].Node.Subtree == part.Targets[0].Node.Subtree, $"seed {seed}, round {round}: {string.Join(" | ", told)}");
            Assert.Equal((all.State.Files, all.State.Bytes, all.State.Folders, all.State.Linked.Count), (part.State.Files, part.State.Bytes, part.State.Folders, part.State.Linked.Count));
            state = part.State;
        }
    }

    [Fact]
    public async Task Two_full_scans_of_an_unchanged_tree_give_one_tree_with_any_number_of_workers()
    {
        var random = new Random(99);
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(_scratch["outside"]);
        for (var i = 0; i < 300; i++) Change(random, new HashSet<string>());

        var roots = new HashSet<Repository.Ids.TreeId?>();
        foreach (var workers in new[] { 1, 2, 7 })
            roots.Add((await _blobs.BackUpAsync(new BackupRequest([Root]) { Workers = workers })).Targets[0].Node.Subtree);

        Assert.Single(roots);
    }

    /// <summary>One change, and the paths that inotify would tell of it.</summary>
    private void Change(Random random, HashSet<string> told)
    {
        var folders = Directory.GetDirectories(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Append(Root).Order(StringComparer.Ordinal).ToArray();
        var folder = folders[random.Next(folders.Length)];
        var path = Path.Join(folder, Names[random.Next(Names.Length)]);
        var entries = Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal).ToArray();
        var entry = entries.Length == 0 ? path : entries[random.Next(entries.Length)];
        switch (random.Next(10))
        {
            case 0 or 1 or 2 when !Directory.Exists(path) && !IsLink(path):
                File.WriteAllText(path, path.EndsWith(".hidden", StringComparison.Ordinal) ? "f\n" : $"{random.Next()}");
                told.Add(path);
                break;
            case 3 when !Path.Exists(path) && !IsLink(path):
                Directory.CreateDirectory(path);
                told.Add(path);
                break;
            case 4 when Path.Exists(entry) || IsLink(entry):
                if (Directory.Exists(entry) && !IsLink(entry)) Directory.Delete(entry, recursive: true);
                else File.Delete(entry);
                told.Add(entry);
                break;
            case 5 when Path.Exists(entry) && !Path.Exists(path) && !IsLink(path):
                // To another folder, if it is not a part of itself.
                if (Directory.Exists(entry) && !IsLink(entry)) Directory.Move(entry, path);
                else File.Move(entry, path);
                told.UnionWith([entry, path]);
                break;
            case 6 when Path.Exists(entry) && !IsLink(entry):
                Disk.Mode(entry, Directory.Exists(entry) ? 0x1C0 | random.Next(64) : 0x180 | random.Next(64));
                told.Add(entry);
                break;
            case 7 when File.Exists(entry) && !IsLink(entry) && !Path.Exists(path) && !IsLink(path):
                Disk.Link(entry, path);
                told.UnionWith([entry, path]);
                break;
            case 8 when !Path.Exists(path) && !IsLink(path):
                File.CreateSymbolicLink(path, Names[random.Next(Names.Length)]);
                told.Add(path);
                break;
            case 9 when Directory.Exists(entry) && !IsLink(entry):
                // Out of the tree, and another in its place.
                Directory.Move(entry, _scratch[$"outside/{Guid.NewGuid()}"]);
                if (random.Next(2) == 0) _scratch.Write(Path.GetRelativePath(_scratch.Path, Path.Join(entry, "a", "f")), "other");
                told.Add(entry);
                break;
            default:
                break;
        }
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private Task<BackupResult> BackUpAsync(BackupState? previous, DirtyPaths? dirty, TreeCache? cache, Excludes excludes) =>
        _blobs.BackUpAsync(new BackupRequest([Root]) { Previous = previous, Dirty = dirty, Excludes = excludes }, cache, new RepositoryOptions { Clock = new LaterClock() });
}
