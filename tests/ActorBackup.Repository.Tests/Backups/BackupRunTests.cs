using System.Net.Sockets;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Scanning;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Backups;

public sealed class BackupRunTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly MemoryBlobs _blobs = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Keeps_files_folders_and_what_they_hold()
    {
        _scratch.Write("a", "content of a");
        _scratch.Write("sub/b", "content of b");
        _scratch.Write("sub/empty", "");

        var result = await BackUpAsync();

        var tree = _blobs.TreeAt(result.Root, _scratch.Path);
        Assert.Equal(["a", "sub"], tree.Nodes.Select(node => node.Name.ToString()));
        Assert.Equal("content of a"u8.ToArray(), _blobs.Content(tree.Nodes[0]));
        var sub = _blobs.TreeAt(result.Root, _scratch["sub"]);
        Assert.Equal(["b", "empty"], sub.Nodes.Select(node => node.Name.ToString()));
        Assert.Empty(sub.Nodes[1].Content);
        Assert.Empty(result.Unreadable);
        Assert.Equal((3L, 24L, 2L), (result.State.Files, result.State.Bytes, result.State.Folders));
    }

    [Fact]
    public async Task Takes_from_the_folders_above_only_the_way_to_the_path()
    {
        _scratch.Write("source/a", "");
        _scratch.Write("other", "");

        var result = await BackUpAsync("source");

        Assert.Equal("source", Assert.Single(_blobs.TreeAt(result.Root, _scratch.Path).Nodes).Name.ToString());
        Assert.Equal(Path.GetFileName(_scratch.Path), Assert.Single(_blobs.TreeAt(result.Root, Path.GetDirectoryName(_scratch.Path)!).Nodes).Name.ToString());
    }

    [Fact]
    public async Task Backs_up_several_paths_and_one_inside_another_once()
    {
        _scratch.Write("x/a", "");
        _scratch.Write("x/y/b", "");
        _scratch.Write("z", "file");

        var result = await _blobs.BackUpAsync(new BackupRequest([_scratch["z"], _scratch["x/y"], _scratch["x"]]));

        Assert.Equal(["x", "z"], _blobs.TreeAt(result.Root, _scratch.Path).Nodes.Select(node => node.Name.ToString()));
        Assert.Equal(["a", "y"], _blobs.TreeAt(result.Root, _scratch["x"]).Nodes.Select(node => node.Name.ToString()));
    }

    [Fact]
    public async Task Reads_no_file_again_that_is_as_it_was()
    {
        Shell.Run(_scratch.Path, "printf old > a; printf other > b; touch -d '2020-01-01' a b");
        var first = await BackUpAsync();
        var later = State(first, after: 10);
        var read = 0;
        _blobs.OnData = _ => read++;

        var second = await BackUpAsync(previous: later);
        Assert.Equal(0, read);
        Assert.True(second.Unchanged);

        File.WriteAllText(_scratch["a"], "new");
        var third = await BackUpAsync(previous: later);
        Assert.Equal(1, read);
        Assert.False(third.Unchanged);
        Assert.Equal((0UL, 1UL, 1UL), (third.Summary.FilesNew, third.Summary.FilesChanged, third.Summary.FilesUnmodified));
    }

    [Fact]
    public async Task Reads_a_file_again_that_was_written_just_before_it_was_read()
    {
        _scratch.Write("a", "fresh");
        var first = await BackUpAsync();
        var read = 0;
        _blobs.OnData = _ => read++;

        await BackUpAsync(previous: first.State);

        Assert.Equal(1, read);
    }

    [Fact]
    public async Task Reads_a_file_again_whose_content_is_missing_in_the_repository()
    {
        _scratch.Write("a", "lost");
        var first = await BackUpAsync();
        var warnings = new List<string>();
        foreach (var blob in _blobs.All.Keys.Where(blob => blob.Type == Repository.Blobs.BlobType.Data)) _blobs.All.TryRemove(blob, out _);

        var second = await _blobs.BackUpAsync(new BackupRequest([_scratch.Path]) { Previous = State(first, after: 10) }, options: new RepositoryOptions { Warn = warnings.Add });

        Assert.Equal(first.Targets[0].Node.Subtree, second.Targets[0].Node.Subtree);
        Assert.Equal("lost"u8.ToArray(), _blobs.Content(_blobs.TreeAt(second.Root, _scratch.Path).Nodes[0]));
        Assert.Contains("is missing in the repository", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_a_new_mode_without_reading_the_file()
    {
        _scratch.Write("a", "content");
        var first = await BackUpAsync();

        File.SetUnixFileMode(_scratch["a"], UnixFileMode.UserRead);
        var second = await BackUpAsync(previous: State(first, after: 10));

        Assert.Equal(0x100u, _blobs.TreeAt(second.Root, _scratch.Path).Nodes[0].Mode);
    }

    [Fact]
    public async Task Cuts_a_large_file_where_its_content_says()
    {
        var content = new byte[20 << 20];
        new Random(1).NextBytes(content);
        File.WriteAllBytes(_scratch["large"], content);

        var result = await BackUpAsync();

        var node = _blobs.TreeAt(result.Root, _scratch.Path).Nodes[0];
        Assert.InRange(node.Content.Length, 3, 40);
        Assert.True(content.AsSpan().SequenceEqual(_blobs.Content(node)));
        Assert.Equal((ulong)content.Length, node.Size);
        Assert.Equal((ulong)node.Content.Length, result.Summary.DataBlobs);
    }

    [Fact]
    public async Task Reports_what_cannot_be_read_and_keeps_the_rest()
    {
        _scratch.Write("a", "readable");

        // Nobody can read it from its start, root included.
        var result = await _blobs.BackUpAsync(new BackupRequest([_scratch["a"], $"/proc/{Environment.ProcessId}/mem"]));

        Assert.Equal($"/proc/{Environment.ProcessId}/mem", Assert.Single(result.Unreadable).Path);
        Assert.Single(_blobs.TreeAt(result.Root, _scratch.Path).Nodes);
    }

    [Fact]
    public async Task Reads_a_file_again_that_changed_while_it_was_read()
    {
        _scratch.Write("a", "first");
        var reads = 0;
        _blobs.OnData = _ =>
        {
            if (reads++ == 0) File.WriteAllText(_scratch["a"], "second!");
        };

        var result = await BackUpAsync();

        Assert.Equal("second!"u8.ToArray(), _blobs.Content(_blobs.TreeAt(result.Root, _scratch.Path).Nodes[0]));
        Assert.Empty(result.Unreadable);
    }

    [Fact]
    public async Task Reports_a_file_that_changes_each_time_it_is_read()
    {
        _scratch.Write("a", "first");
        var reads = 0;
        _blobs.OnData = _ => File.WriteAllText(_scratch["a"], $"version {++reads} {new string('x', reads)}");

        var result = await BackUpAsync();

        Assert.True(Assert.Single(result.Unreadable).IsStored);
        Assert.Single(_blobs.TreeAt(result.Root, _scratch.Path).Nodes);
    }

    [Fact]
    public async Task Leaves_out_silently_what_vanishes_meanwhile()
    {
        for (var i = 0; i < 200; i++) _scratch.Write($"d/f{i:d3}", $"{i}");
        var first = true;
        _blobs.OnData = _ =>
        {
            if (!Interlocked.Exchange(ref first, false)) return;
            foreach (var file in Directory.GetFiles(_scratch["d"])) File.Delete(file);
        };

        var result = await _blobs.BackUpAsync(new BackupRequest([_scratch.Path]) { Workers = 1 });

        Assert.Empty(result.Unreadable);
        Assert.InRange(result.State.Files, 0, 199);
        Assert.Equal(result.State.Files, _blobs.TreeAt(result.Root, _scratch["d"]).Nodes.Length);
    }

    [Fact]
    public async Task Says_what_is_missing_if_none_of_the_paths_is_there()
    {
        var failure = await Assert.ThrowsAsync<RepositoryException>(() => BackUpAsync("none"));

        Assert.Equal(RepositoryFailure.Missing, failure.Failure);
        Assert.Contains(_scratch["none"], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_incomplete_if_one_of_several_paths_is_not_there()
    {
        _scratch.Write("a", "");

        var result = await _blobs.BackUpAsync(new BackupRequest([_scratch["a"], _scratch["none"]]));

        Assert.Equal(_scratch["none"], Assert.Single(result.Unreadable).Path);
        Assert.Equal(_scratch["a"], Assert.Single(result.Targets).Path);
    }

    [Fact]
    public async Task Keeps_links_as_links_and_leaves_sockets_out()
    {
        Shell.Run(_scratch.Path, "printf x > file; ln -s file link; ln -s /nowhere dangling; mkfifo fifo; mknod null c 1 3");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_scratch["sock"]));

        var result = await BackUpAsync();

        var nodes = _blobs.TreeAt(result.Root, _scratch.Path).Nodes;
        Assert.Equal(["dangling", "fifo", "file", "link", "null"], nodes.Select(node => node.Name.ToString()));
        Assert.Equal([NodeType.Link, NodeType.Fifo, NodeType.File, NodeType.Link, NodeType.CharacterDevice], nodes.Select(node => node.Type));
        Assert.Equal("/nowhere", nodes[0].LinkTarget.ToString());
        Assert.Equal(0x103UL, nodes[4].Device);
    }

    [Fact]
    public async Task Leaves_out_what_is_excluded_and_says_why()
    {
        _scratch.Write("a.log", "");
        _scratch.Write("sub/keep.log", "");
        _scratch.Write("sub/.gitignore", "!keep.log\n/b\n");
        _scratch.Write("sub/b", "");
        _scratch.Write("big", new string('x', 2000));
        _scratch.Write("cache/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n");
        _scratch.Write("cache/data", "");
        _scratch.Write("fake/CACHEDIR.TAG", "no signature");
        _scratch.Write("fake/data", "");
        _scratch.Write("store/config", "");

        var result = await _blobs.BackUpAsync(new BackupRequest([_scratch.Path])
        {
            Excludes = new Excludes { Patterns = ["*.log"], Files = [".gitignore"], Caches = true, LargerThanBytes = 1000, Never = [_scratch["store"]] },
        });

        Assert.Equal(["cache", "fake", "sub"], _blobs.TreeAt(result.Root, _scratch.Path).Nodes.Select(node => node.Name.ToString()));
        Assert.Equal([".gitignore", "keep.log"], _blobs.TreeAt(result.Root, _scratch["sub"]).Nodes.Select(node => node.Name.ToString()));
        Assert.Equal(["CACHEDIR.TAG"], _blobs.TreeAt(result.Root, _scratch["cache"]).Nodes.Select(node => node.Name.ToString()));
        Assert.Equal(2, _blobs.TreeAt(result.Root, _scratch["fake"]).Nodes.Length);
        var reasons = result.Excluded.ToDictionary(why => Path.GetRelativePath(_scratch.Path, why.Path), why => why.Reason);
        Assert.Equal("matches '*.log'", reasons["a.log"]);
        Assert.Equal("matches '/b', line 2 of sub/.gitignore", reasons["sub/b"]);
        Assert.Equal("2000 bytes, larger than 1000", reasons["big"]);
        Assert.Equal("a cache, says its folder's CACHEDIR.TAG", reasons["cache/data"]);
        Assert.Equal("a store lies here", reasons["store"]);
    }

    [Fact]
    public async Task Backs_up_folders_nested_deeper_than_a_path_can_be_long()
    {
        Shell.Run(_scratch.Path, "n=$(printf 'n%.0s' $(seq 250)); for i in $(seq 40); do mkdir $n; cd $n; done; printf deep > leaf");

        var result = await BackUpAsync();

        Assert.Empty(result.Unreadable);
        Assert.Equal((1L, 4L, 41L), (result.State.Files, result.State.Bytes, result.State.Folders));
    }

    [Fact]
    public async Task Fails_as_the_repository_does_and_closes_what_it_opened()
    {
        for (var i = 0; i < 50; i++) _scratch.Write($"d{i}/f", $"{i}");
        _blobs.OnData = _ => throw new RepositoryException(RepositoryFailure.Full, "no space");
        var open = Directory.GetFiles("/proc/self/fd").Length;

        Assert.Equal(RepositoryFailure.Full, (await Assert.ThrowsAsync<RepositoryException>(() => BackUpAsync())).Failure);

        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, open + 5);
    }

    private static BackupState State(BackupResult result, int after) => new(result.Root, result.State.StartedAt with { Seconds = result.State.StartedAt.Seconds + after });

    private Task<BackupResult> BackUpAsync(string path = "", BackupState? previous = null) =>
        _blobs.BackUpAsync(new BackupRequest([path == "" ? _scratch.Path : _scratch[path]]) { Previous = previous });
}
