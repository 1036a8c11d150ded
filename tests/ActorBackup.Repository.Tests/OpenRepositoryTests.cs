using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests;

public sealed class OpenRepositoryTests
{
    [Theory]
    [InlineData("crafted/tiny-v1", "test", 1)]
    [InlineData("crafted/tiny-v2", "test", 1)]
    public async Task Reads_everything_in_a_repository_of_one_file(string name, string password, int snapshots)
    {
        using var scratch = new ScratchFolder();

        await using var repository = await OpenRepository.OpenAsync(
            new LocalBackend(VectorFile.Unpack($"{name}.tar.gz", scratch.Path)), password, SomeRepository.Options, CancellationToken.None);
        await repository.RefreshIndexAsync(CancellationToken.None);

        var found = await repository.SnapshotsAsync(strict: true, CancellationToken.None);
        Assert.Equal(snapshots, found.Count);
        Assert.NotEmpty((await repository.LoadTreeAsync(found[0].Document.Tree, CancellationToken.None)).Nodes);
    }

    [Fact]
    public async Task Finds_what_another_process_wrote()
    {
        var backend = new MemoryBackend();
        await using var first = await SomeRepository.InitAsync(backend);
        var content = SomeRepository.Content(1, 100_000);

        var saved = await SomeRepository.SnapshotAsync(first, content);

        await using var second = await SomeRepository.OpenAsync(backend);
        var found = await second.FindSnapshotAsync("latest", CancellationToken.None);
        Assert.Equal(saved.Id, found.Id);
        var node = Assert.Single((await second.LoadTreeAsync(found.Document.Tree, CancellationToken.None)).Nodes);
        Assert.Equal(content, (await second.LoadBlobAsync(BlobHandle.Data(node.Content[0]), CancellationToken.None)).ToArray());
    }

    [Theory]
    [InlineData(FileKind.Config)]
    [InlineData(FileKind.Key)]
    [InlineData(FileKind.Snapshot)]
    public async Task Makes_no_repository_where_a_file_of_one_lies(FileKind kind)
    {
        var backend = new MemoryBackend();
        backend.Overwrite(new FileHandle(kind, kind == FileKind.Config ? default : Sha256Value.Of("x"u8)), "x"u8);

        var refused = await Assert.ThrowsAsync<RepositoryException>(() => SomeRepository.InitAsync(backend));

        Assert.Equal(RepositoryFailure.Exists, refused.Failure);
    }

    [Fact]
    public async Task Leaves_no_key_behind_when_the_config_cannot_be_written()
    {
        var backend = new MemoryBackend { Before = call => ThrowIf(call is { Operation: BackendOperation.Save, File.Kind: FileKind.Config }) };

        await Assert.ThrowsAsync<RepositoryException>(() => SomeRepository.InitAsync(backend));

        Assert.Equal(0, backend.Count(FileKind.Key));
    }

    [Fact]
    public async Task Says_that_there_is_no_repository()
    {
        var failed = await Assert.ThrowsAsync<RepositoryException>(() => SomeRepository.OpenAsync(new MemoryBackend()));

        Assert.Equal(RepositoryFailure.NoRepository, failed.Failure);
    }

    [Fact]
    public async Task Says_that_the_password_is_wrong()
    {
        var backend = new MemoryBackend();
        await SomeRepository.InitAsync(backend);

        var failed = await Assert.ThrowsAsync<RepositoryException>(() => OpenRepository.OpenAsync(backend, "other", SomeRepository.Options, CancellationToken.None));

        Assert.Equal(RepositoryFailure.WrongPassword, failed.Failure);
    }

    [Theory]
    [InlineData("flip-config", RepositoryFailure.Damaged)]
    [InlineData("config-version-3", RepositoryFailure.Unsupported)]
    [InlineData("missing-config", RepositoryFailure.NoRepository)]
    [InlineData("missing-keys", RepositoryFailure.Missing)]
    [InlineData("damaged-key", RepositoryFailure.WrongPassword)]
    public async Task Does_not_open_what_is_damaged_at_the_root(string name, RepositoryFailure expected)
    {
        using var scratch = new ScratchFolder();
        var backend = new LocalBackend(VectorFile.Unpack($"damaged/{name}.tar.gz", scratch.Path));

        var failed = await Assert.ThrowsAsync<RepositoryException>(() => SomeRepository.OpenAsync(backend));

        Assert.Equal(expected, failed.Failure);
    }

    [Theory]
    [InlineData("flip-index")]
    [InlineData("truncated-index")]
    [InlineData("empty-index")]
    [InlineData("index-not-json")]
    [InlineData("index-unknown-encoding")]
    public async Task Reads_on_without_a_damaged_index_file_but_does_not_write(string name)
    {
        using var scratch = new ScratchFolder();
        var warnings = new List<string>();
        var options = SomeRepository.Options with { Warn = warnings.Add };

        await using var repository = await SomeRepository.OpenAsync(new LocalBackend(VectorFile.Unpack($"damaged/{name}.tar.gz", scratch.Path)), options);

        Assert.Single(warnings);
        Assert.Throws<RepositoryException>(repository.BeginWriting);
        Assert.NotEmpty(await repository.SnapshotsAsync(strict: true, CancellationToken.None));
    }

    [Fact]
    public async Task Takes_another_copy_of_a_blob_that_is_damaged()
    {
        var backend = new MemoryBackend();
        await using var repository = await SomeRepository.InitAsync(backend, SomeRepository.Options with { Warn = _ => { } });
        var content = SomeRepository.Content(2, 1000);
        var first = await SomeRepository.SnapshotAsync(repository, content);
        var blob = (await repository.LoadTreeAsync(first.Document.Tree, CancellationToken.None)).Nodes[0].Content[0];
        await using (var writer = repository.BeginWriting())
        {
            await writer.AddAgainAsync(BlobType.Data, content, CancellationToken.None);
            await writer.FlushAsync(CancellationToken.None);
        }
        var copies = repository.Index.Locate(BlobHandle.Data(blob));

        foreach (var bad in copies)
        {
            var pack = FileHandle.Of(bad.Pack);
            var good = (await backend.LoadAsync(pack, null, CancellationToken.None)).ToArray();
            backend.Overwrite(pack, new byte[good.Length]);
            Assert.Equal(content, (await repository.LoadBlobAsync(BlobHandle.Data(blob), CancellationToken.None)).ToArray());
            backend.Overwrite(pack, good);
        }
        Assert.Equal(2, copies.Count);
    }

    [Fact]
    public async Task Refuses_a_prefix_that_two_snapshots_share()
    {
        var backend = new MemoryBackend();
        await using var repository = await SomeRepository.InitAsync(backend);
        var ids = new List<string>();
        for (var i = 0; i < 17; i++) ids.Add((await SomeRepository.SnapshotAsync(repository, SomeRepository.Content(i, 10))).Id.ToString());
        var shared = ids.GroupBy(id => id[..1]).First(g => g.Count() > 1).Key;

        var failed = await Assert.ThrowsAsync<RepositoryException>(() => repository.FindSnapshotAsync(shared, CancellationToken.None));

        Assert.Equal(RepositoryFailure.Refused, failed.Failure);
        Assert.Equal(ids[3], (await repository.FindSnapshotAsync(ids[3], CancellationToken.None)).Id.ToString());
    }

    [Fact]
    public async Task Loads_a_file_once_more_that_did_not_hash_to_its_name()
    {
        var backend = new MemoryBackend();
        await using var repository = await SomeRepository.InitAsync(backend);
        var saved = await SomeRepository.SnapshotAsync(repository, [1, 2, 3]);
        var good = (await backend.LoadAsync(FileHandle.Of(saved.Id), null, CancellationToken.None)).ToArray();
        backend.Overwrite(FileHandle.Of(saved.Id), [0]);
        backend.After = call =>
        {
            if (call.File == FileHandle.Of(saved.Id)) backend.Overwrite(call.File, good);
        };

        await using var other = await SomeRepository.OpenAsync(backend);

        Assert.Single(await other.SnapshotsAsync(strict: true, CancellationToken.None));
    }

    private static void ThrowIf(bool failing)
    {
        if (failing) throw new RepositoryException(RepositoryFailure.Full, "No space, says the test.");
    }
}
