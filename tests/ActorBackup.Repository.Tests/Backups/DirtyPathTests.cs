using System.IO.MemoryMappedFiles;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Backups;

/// <summary>Whatever happens to a tree: looking at what events told gives the tree that looking at everything gives.</summary>
public sealed class DirtyPathTests : IDisposable
{
    private static readonly RepositoryOptions Options = new() { Clock = new LaterClock() };

    private readonly ScratchFolder _scratch = new();
    private readonly MemoryBlobs _blobs = new();
    private Excludes _excludes = Excludes.None;

    public DirtyPathTests()
    {
        foreach (var folder in new[] { "a", "a/x", "a/y", "b", "b/x" })
            for (var i = 0; i < 5; i++) _scratch.Write($"root/{folder}/f{i}", $"{folder} {i}");
        Directory.CreateDirectory(_scratch["root/empty"]);
        _scratch.Write("outside/o", "not in the tree");
        _scratch.Write("outside/sub/p", "nor this");
    }

    private string Root => _scratch["root"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public Task Nothing_has_happened_at_all() => CheckAsync([], () => { });

    [Fact]
    public Task A_file_was_written() => CheckAsync(["a/x/f1"], () => File.WriteAllText(In("a/x/f1"), "new"));

    [Fact]
    public Task Files_were_written_in_several_folders() => CheckAsync(["a/x/f1", "b/f0", "a/f2"], () =>
    {
        foreach (var path in new[] { "a/x/f1", "b/f0", "a/f2" }) File.WriteAllText(In(path), "new");
    });

    [Fact]
    public Task A_file_was_written_through_a_mapping() => CheckAsync(["a/x/f1"], () =>
    {
        using var map = MemoryMappedFile.CreateFromFile(In("a/x/f1"), FileMode.Open);
        using var view = map.CreateViewAccessor(0, 3);
        view.Write(0, (byte)'M');
        view.Flush();
    });

    [Fact]
    public Task The_mode_of_a_file_was_changed() => CheckAsync(["a/x/f1"], () => Disk.Mode(In("a/x/f1"), 0x1E8));

    [Fact]
    public Task The_mode_of_a_folder_was_changed() => CheckAsync(["a/x"], () => Disk.Mode(In("a/x"), 0x1C0));

    [Fact]
    public Task The_mode_of_the_root_was_changed() => CheckAsync([""], () => Disk.Mode(Root, 0x1C0));

    [Fact]
    public Task The_root_was_changed_and_no_event_told() => CheckAsync([], () => Disk.Mode(Root, 0x1C0));

    [Fact]
    public Task A_file_was_given_an_attribute() => CheckAsync(["a/x/f1"], () => Disk.Attribute(In("a/x/f1"), "user.note", "n"u8.ToArray()));

    [Fact]
    public Task A_folder_was_given_an_attribute() => CheckAsync(["a"], () => Disk.Attribute(In("a"), "user.note", "n"u8.ToArray()));

    [Fact]
    public Task A_file_and_a_folder_changed_owners() => CheckAsync(["a/f1", "b/x"], () =>
    {
        Disk.Own(In("a/f1"), 1234, 2345);
        Disk.Own(In("b/x"), 1, 2);
    });

    [Fact]
    public Task A_file_was_renamed() => CheckAsync(["a/f1", "a/renamed"], () => File.Move(In("a/f1"), In("a/renamed")));

    [Fact]
    public Task A_file_was_replaced_by_a_rename() => CheckAsync(["a/f1", "a/new"], () =>
    {
        File.WriteAllText(In("a/new"), "replacement");
        File.Move(In("a/new"), In("a/f1"), overwrite: true);
    });

    [Fact]
    public Task A_file_was_moved_to_another_folder() => CheckAsync(["a/f1", "b/x/moved"], () => File.Move(In("a/f1"), In("b/x/moved")));

    [Fact]
    public Task A_folder_was_renamed() => CheckAsync(["a", "z"], () => Directory.Move(In("a"), In("z")));

    [Fact]
    public Task Two_folders_changed_places() => CheckAsync(["a", "b", "tmp"], () =>
    {
        Directory.Move(In("a"), In("tmp"));
        Directory.Move(In("b"), In("a"));
        Directory.Move(In("tmp"), In("b"));
    });

    [Fact]
    public Task A_folder_was_moved_in() => CheckAsync(["a/in"], () => Directory.Move(_scratch["outside"], In("a/in")));

    [Fact]
    public Task A_folder_was_moved_out() => CheckAsync(["a/x"], () => Directory.Move(In("a/x"), _scratch["out"]));

    [Fact]
    public Task A_folder_was_replaced_by_another() => CheckAsync(["a/x"], () =>
    {
        Directory.Move(In("a/x"), _scratch["out"]);
        Directory.Move(_scratch["outside"], In("a/x"));
    });

    [Fact]
    public Task The_root_was_replaced() => CheckAsync([""], () =>
    {
        Directory.Move(Root, _scratch["old"]);
        _scratch.Write("root/a/x/f1", "other");
    });

    [Fact]
    public Task The_root_was_replaced_and_no_event_told() => CheckAsync([], () =>
    {
        Directory.Move(Root, _scratch["old"]);
        _scratch.Write("root/a/x/f1", "other");
    });

    [Fact]
    public Task Files_and_folders_were_deleted() => CheckAsync(["a", "b/f0", "empty"], () =>
    {
        Directory.Delete(In("a"), recursive: true);
        File.Delete(In("b/f0"));
        Directory.Delete(In("empty"));
    });

    [Fact]
    public Task A_new_empty_folder_came() => CheckAsync(["a/fresh"], () => Directory.CreateDirectory(In("a/fresh")));

    [Fact]
    public Task A_new_folder_with_entries_came_and_only_it_was_told() => CheckAsync(["a/fresh"], () => Write("a/fresh/deep/er/file"));

    [Fact]
    public Task A_new_folder_came_and_only_a_file_in_it_was_told() => CheckAsync(["a/fresh/deep/er/file"], () => Write("a/fresh/deep/er/file", "a/fresh/other"));

    [Fact]
    public Task A_file_became_a_folder_and_a_folder_a_file() => CheckAsync(["a/f1", "a/x"], () =>
    {
        File.Delete(In("a/f1"));
        Directory.Delete(In("a/x"), recursive: true);
        Write("a/f1/inside", "a/x");
    });

    [Fact]
    public Task A_link_was_turned_elsewhere() => CheckAsync(["a/link"], () =>
    {
        File.Delete(In("a/link"));
        File.CreateSymbolicLink(In("a/link"), "f2");
    }, () => File.CreateSymbolicLink(In("a/link"), "f1"));

    [Fact]
    public Task A_folder_was_swapped_for_a_link_to_it() => CheckAsync(["a/x"], () =>
    {
        Directory.Move(In("a/x"), _scratch["out"]);
        File.CreateSymbolicLink(In("a/x"), _scratch["out"]);
    });

    [Fact]
    public Task A_linked_file_was_changed_under_another_name() =>
        CheckAsync([], () => File.WriteAllText(_scratch["elsewhere"], "changed outside"), () => Disk.Link(In("a/x/f1"), _scratch["elsewhere"]));

    [Fact]
    public Task A_linked_file_was_changed_under_one_of_its_names() =>
        CheckAsync(["a/x/f1"], () => File.WriteAllText(In("a/x/f1"), "changed"), () => Disk.Link(In("a/x/f1"), In("b/f1-too")));

    [Fact]
    public Task A_linked_file_lost_a_name_outside() =>
        CheckAsync([], () => File.Delete(_scratch["elsewhere"]), () => Disk.Link(In("a/x/f1"), _scratch["elsewhere"]));

    [Fact]
    public Task A_folder_was_only_told_as_changed_while_entries_came_and_went() => CheckAsync(["a"], () =>
    {
        File.Delete(In("a/f1"));
        Write("a/new/file");
        Directory.Delete(In("a/y"), recursive: true);
        File.WriteAllText(In("a/f3.tmp"), "replacement");
        File.Move(In("a/f3.tmp"), In("a/f3"), overwrite: true);
    });

    [Fact]
    public Task Everything_below_a_folder_may_have_changed() => CheckAsync([], () => File.WriteAllText(In("a/x/f1"), "no event of its own"), whole: "a");

    [Fact]
    public Task A_file_that_decides_what_is_left_out_was_written()
    {
        _excludes = new Excludes { Files = [".gitignore"], Caches = true };
        return CheckAsync(["a/.gitignore", "b/CACHEDIR.TAG"], () =>
        {
            File.WriteAllText(In("a/.gitignore"), "f1\n/x/\n");
            File.WriteAllText(In("b/CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55");
        });
    }

    [Fact]
    public Task A_file_that_decides_what_is_left_out_went()
    {
        _excludes = new Excludes { Files = [".gitignore"] };
        return CheckAsync(["a/.gitignore"], () => File.Delete(In("a/.gitignore")), () => File.WriteAllText(In("a/.gitignore"), "f1\n/x/\n"));
    }

    [Fact]
    public Task Excluded_entries_changed()
    {
        _excludes = new Excludes { Patterns = ["f1", "y/"] };
        return CheckAsync(["a/f1", "a/y/f2", "a/y", "a/x/new"], () =>
        {
            File.WriteAllText(In("a/f1"), "changed");
            File.WriteAllText(In("a/y/f2"), "changed");
            Write("a/x/new");
        });
    }

    [Fact]
    public async Task A_folder_was_mounted_over_and_unmounted_again()
    {
        try
        {
            await CheckAsync([], () => Shell.Run(_scratch.Path, "mount --bind outside root/a"));
            await CheckAsync([], () => Shell.Run(_scratch.Path, "umount root/a"), setUp: () => { });
        }
        finally { Shell.Run(_scratch.Path, "umount root/a 2>/dev/null || true"); }
    }

    [Fact]
    public async Task A_full_scan_tells_what_no_event_told_of()
    {
        var first = await BackUpAsync(null, null);
        File.WriteAllText(In("a/x/f1"), "told");
        File.WriteAllText(In("a/x/f2"), "not told");
        Write("b/new");
        File.Delete(In("b/x/f0"));
        Write("told/one", "told/two");

        var dirty = new DirtyPaths();
        dirty.Add(In("a/x/f1"));
        dirty.Add(In("told"));
        var full = await _blobs.BackUpAsync(new BackupRequest([Root]) { Previous = first.State, Dirty = dirty, LookAtAll = true }, options: Options);

        Assert.True(full.LookedAtAll);
        Assert.Equal(["a/x/f2", "b", "b/new", "b/x", "b/x/f0"], full.Missed.Select(path => Path.GetRelativePath(Root, path)).Where(path => path != "a/x").Order(StringComparer.Ordinal));
        Assert.Equal(full.Missed.Length, full.MissedCount);
    }

    [Fact]
    public async Task A_run_over_dirty_paths_stores_only_the_trees_on_the_way()
    {
        var first = await BackUpAsync(null, null);
        File.WriteAllText(In("a/x/f1"), "new");
        var dirty = new DirtyPaths();
        dirty.Add(In("a/x/f1"));

        var second = await BackUpAsync(first.State, dirty);

        Assert.False(second.LookedAtAll);
        Assert.Equal(1UL, second.Summary.DataBlobs);
        Assert.Equal((ulong)(3 + _scratch.Path.Count(c => c == '/') + 1), second.Summary.TreeBlobs);
        Assert.Equal((0UL, 1UL, (ulong)first.State.Files - 1), (second.Summary.FilesNew, second.Summary.FilesChanged, second.Summary.FilesUnmodified));
    }

    [Fact]
    public async Task What_was_written_just_before_it_was_read_is_read_again_without_an_event()
    {
        var first = await _blobs.BackUpAsync(new BackupRequest([Root]));
        var read = 0;
        _blobs.OnData = _ => Interlocked.Increment(ref read);

        await _blobs.BackUpAsync(new BackupRequest([Root]) { Previous = first.State, Dirty = new DirtyPaths() });

        Assert.Equal(first.State.Files, read);
    }

    [Fact]
    public async Task A_previous_tree_that_is_lost_is_made_again()
    {
        var first = await BackUpAsync(null, null);
        _blobs.All.TryRemove(Repository.Blobs.BlobHandle.Tree(_blobs.TreeAt(first.Root, In("a")).Find(new RawName("x"))!.Subtree!.Value), out _);
        var dirty = new DirtyPaths();
        dirty.Add(In("a/x/f1"));

        var second = await BackUpAsync(first.State, dirty);

        Assert.Equal(5, _blobs.TreeAt(second.Root, In("a/x")).Nodes.Length);
        Assert.Equal(TargetJson(first), TargetJson(second));
    }

    private async Task CheckAsync(string[] told, Action change, Action? setUp = null, string? whole = null)
    {
        setUp?.Invoke();
        var cache = new TreeCache(1 << 20);
        var first = await BackUpAsync(null, null, cache);
        change();
        var dirty = new DirtyPaths();
        foreach (var path in told) dirty.Add(In(path));
        if (whole is not null) dirty.Add(In(whole), whole: true);

        var part = await BackUpAsync(first.State, dirty, cache);
        var all = await BackUpAsync(null, null);

        Assert.False(part.LookedAtAll);
        Assert.Equal(TargetJson(all), TargetJson(part));
        Assert.Equal((all.State.Files, all.State.Bytes, all.State.Folders, all.State.Linked.Count), (part.State.Files, part.State.Bytes, part.State.Folders, part.State.Linked.Count));
        Assert.Equal(TargetJson(first) == TargetJson(all), part.Unchanged);
        Assert.Empty(part.Unreadable);

        var again = await BackUpAsync(part.State, new DirtyPaths(), cache);
        Assert.True(again.Unchanged);
        Assert.Equal(0UL, again.Summary.DataBlobs);
    }

    private Task<BackupResult> BackUpAsync(BackupState? previous, DirtyPaths? dirty, TreeCache? cache = null) =>
        _blobs.BackUpAsync(new BackupRequest([Root]) { Previous = previous, Dirty = dirty, Excludes = _excludes }, cache, Options);

    private static string TargetJson(BackupResult result) => System.Text.Encoding.UTF8.GetString(TreeFormat.Write(new Tree([Assert.Single(result.Targets).Node])));

    private string In(string path) => path == "" ? Root : Path.Join(Root, path);

    private void Write(params string[] paths)
    {
        foreach (var path in paths) _scratch.Write("root/" + path, path);
    }
}
