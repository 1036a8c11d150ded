using ActorBackup.Core.Watching;
using ActorBackup.Stores.Watching;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Watching;

public sealed class InotifyWatchTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly InotifyWatch _watch = new();

    public void Dispose()
    {
        _watch.DisposeAsync().AsTask().Wait();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Tells_of_a_close_after_writing()
    {
        Watch(_scratch.Path);

        File.WriteAllText(_scratch["map.json"], "{}");

        Assert.Contains(new FileEvent(_scratch.Path, "map.json", FileEventKind.Modified), await UntilAsync(Completed("map.json")));
    }

    [Fact]
    public async Task Tells_of_a_rename_onto_a_name()
    {
        _scratch.Write("map.tmp", "{}");
        Watch(_scratch.Path);

        File.Move(_scratch["map.tmp"], _scratch["map.json"]);

        Assert.Equal([new FileEvent(_scratch.Path, "map.tmp", FileEventKind.Deleted), Completed("map.json")], await UntilAsync(Completed("map.json")));
    }

    [Fact]
    public async Task Tells_a_folder_from_a_file()
    {
        Watch(_scratch.Path);

        Directory.CreateDirectory(_scratch["sub"]);

        await UntilAsync(new FileEvent(_scratch.Path, "sub", FileEventKind.Modified) { IsFolder = true });
    }

    [Fact]
    public async Task Says_when_everything_that_happened_before_is_told()
    {
        Watch(_scratch.Path);
        for (var i = 0; i < 2000; i++) File.WriteAllText(_scratch[$"{i}.txt"], "");

        _watch.Reach(7);

        var told = await UntilAsync(new FileEvent("", null, FileEventKind.Reached) { Mark = 7 });
        Assert.Equal(2000, told.Count(e => e.Kind == FileEventKind.Completed));
    }

    [Fact]
    public async Task Has_nothing_to_tell_where_nothing_is_watched()
    {
        _watch.Reach(8);

        Assert.Equal([new FileEvent("", null, FileEventKind.Reached) { Mark = 8 }], await UntilAsync(new FileEvent("", null, FileEventKind.Reached) { Mark = 8 }));
    }

    [Fact]
    public async Task Tells_of_a_name_that_is_no_text()
    {
        Watch(_scratch.Path);
        var made = System.Diagnostics.Process.Start("sh", ["-c", $"printf x > \"$(printf '{_scratch.Path}/\\377')\""]);
        await made.WaitForExitAsync();

        await UntilAsync(new FileEvent(_scratch.Path, null, FileEventKind.Completed) { IsUnnamed = true });
    }

    [Fact]
    public async Task Tells_of_a_deletion()
    {
        var path = _scratch.Write("map.json", "{}");
        Watch(_scratch.Path);

        File.Delete(path);

        await UntilAsync(new FileEvent(_scratch.Path, "map.json", FileEventKind.Deleted));
    }

    [Fact]
    public async Task Tells_that_the_folder_is_gone_and_can_watch_it_again_when_it_is_back()
    {
        Directory.CreateDirectory(_scratch["in"]);
        Watch(_scratch["in"]);

        Directory.Delete(_scratch["in"]);
        await UntilAsync(new FileEvent(_scratch["in"], null, FileEventKind.FolderGone));
        Directory.CreateDirectory(_scratch["in"]);
        Watch(_scratch["in"]);
        File.WriteAllText(_scratch["in/map.json"], "{}");

        await UntilAsync(new FileEvent(_scratch["in"], "map.json", FileEventKind.Completed));
    }

    [Fact]
    public async Task Takes_a_moved_folder_for_gone()
    {
        Directory.CreateDirectory(_scratch["in"]);
        Watch(_scratch["in"]);

        Directory.Move(_scratch["in"], _scratch["out"]);

        await UntilAsync(new FileEvent(_scratch["in"], null, FileEventKind.FolderGone));
    }

    [Fact]
    public async Task Watches_until_unwatched_as_often_as_watched()
    {
        Watch(_scratch.Path);
        Watch(_scratch.Path);
        _watch.Unwatch(_scratch.Path);

        File.WriteAllText(_scratch["one"], "");
        await UntilAsync(Completed("one"));

        _watch.Unwatch(_scratch.Path);
        Directory.CreateDirectory(_scratch["other"]);
        Watch(_scratch["other"]);
        File.WriteAllText(_scratch["two"], "");
        File.WriteAllText(_scratch["other/three"], "");
        Assert.DoesNotContain(await UntilAsync(new FileEvent(_scratch["other"], "three", FileEventKind.Completed)), e => e.Name == "two");
    }

    [Fact]
    public async Task Tells_both_paths_of_one_folder()
    {
        Directory.CreateDirectory(_scratch["in"]);
        File.CreateSymbolicLink(_scratch["link"], "in");
        Watch(_scratch["in"]);
        Watch(_scratch["link"]);

        File.WriteAllText(_scratch["in/map.json"], "");

        await UntilAsync(new FileEvent(_scratch["in"], "map.json", FileEventKind.Completed), new FileEvent(_scratch["link"], "map.json", FileEventKind.Completed));
    }

    [Theory]
    [InlineData("/nowhere/at/all", "cannot be watched")]
    [InlineData("/etc/passwd", "cannot be watched")]
    public void Says_why_a_folder_cannot_be_watched(string folder, string why)
    {
        Assert.False(_watch.TryWatch(folder, out var reason));
        Assert.Contains(why, reason, StringComparison.Ordinal);
    }

    private FileEvent Completed(string name) => new(_scratch.Path, name, FileEventKind.Completed);

    private void Watch(string folder) => Assert.True(_watch.TryWatch(folder, out var reason), reason);

    private Task<List<FileEvent>> UntilAsync(params FileEvent[] wanted)
    {
        var missing = wanted.ToHashSet();
        return UntilAsync(e => missing.Remove(e) && missing.Count == 0);
    }

    private async Task<List<FileEvent>> UntilAsync(Func<FileEvent, bool> isLast)
    {
        // Only so that a missing event fails this test and not the whole run.
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<FileEvent>();
        do seen.Add(await _watch.Events.ReadAsync(tooLong.Token));
        while (!isLast(seen[^1]));
        return seen;
    }
}
