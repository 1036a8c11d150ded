using System.Collections.Concurrent;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Blobs;

public sealed class BlobWriterTests : IAsyncLifetime
{
    private readonly MemoryBackend _backend = new();
    private readonly ManualTime _time = new();
    private OpenRepository _repository = null!;

    public async Task InitializeAsync() => _repository = await SomeRepository.InitAsync(_backend, SomeRepository.Options with { Clock = _time });

    public async Task DisposeAsync() => await _repository.DisposeAsync();

    [Fact]
    public async Task Stores_each_blob_once_however_many_add_it_at_the_same_time()
    {
        await using var writer = _repository.BeginWriting();
        var contents = Enumerable.Range(0, 50).Select(i => SomeRepository.Content(i, 3000)).ToArray();
        var news = new ConcurrentBag<BlobId>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, stop) =>
        {
            var (id, isNew) = await writer.AddAsync(BlobType.Data, contents[i % 50], stop);
            if (isNew) news.Add(id);
        });
        await writer.FlushAsync(default);

        Assert.Equal(50, news.Distinct().Count());
        Assert.Equal(50, news.Count);
        Assert.Equal(50, _repository.Index.Count);
        Assert.Equal(new BlobsAdded(50, 0, 150_000, writer.Added.StoredBytes), writer.Added);
    }

    [Fact]
    public async Task Gives_back_what_was_added_whatever_it_looks_like()
    {
        byte[][] contents = [[], [1], new byte[100_000], SomeRepository.Content(1, 100_000), [.. Enumerable.Repeat("words and words "u8.ToArray(), 5000).SelectMany(w => w)]];
        await using (var writer = _repository.BeginWriting())
        {
            foreach (var content in contents)
                foreach (var type in Enum.GetValues<BlobType>()) await writer.AddAsync(type, content, default);
            await writer.FlushAsync(default);
        }

        await using var other = await SomeRepository.OpenAsync(_backend);

        foreach (var content in contents)
        {
            foreach (var type in Enum.GetValues<BlobType>())
            {
                var blob = new BlobHandle(type, new BlobId(Sha256Value.Of(content)));
                Assert.Equal(content, (await other.LoadBlobAsync(blob, default)).ToArray());
            }
        }
    }

    [Fact]
    public async Task Puts_trees_and_data_into_packs_of_their_own()
    {
        await SomeRepository.SnapshotAsync(_repository, [1, 2, 3]);

        var packs = await PackHeadersAsync();

        Assert.Equal(2, packs.Count);
        Assert.All(packs, blobs => Assert.Single(blobs.Select(b => b.Blob.Type).Distinct()));
    }

    [Fact]
    public async Task Finishes_a_pack_once_its_blobs_reach_the_size_that_was_asked_for()
    {
        await using var writer = _repository.BeginWriting();

        for (var i = 0; i < 40; i++) await writer.AddAsync(BlobType.Data, SomeRepository.Content(i, 10_000), default);
        await writer.FlushAsync(default);

        var sizes = (await PackHeadersAsync()).Select(blobs => blobs.Sum(b => b.Length)).Order().ToArray();
        Assert.Equal(6, sizes.Length);
        Assert.All(sizes[1..], size => Assert.InRange(size, 64 << 10, (64 << 10) + 10_032));
    }

    [Fact]
    public async Task Tells_of_blobs_in_no_index_file_before_their_packs_are_saved()
    {
        var saved = new List<FileKind>();
        _backend.After = call =>
        {
            if (call.Operation == BackendOperation.Save) lock (saved) saved.Add(call.File.Kind);
        };

        await SomeRepository.SnapshotAsync(_repository, SomeRepository.Content(1, 200_000));

        Assert.Equal([FileKind.Index, FileKind.Snapshot], saved[^2..]);
        Assert.All(saved[..^2], kind => Assert.Equal(FileKind.Pack, kind));
    }

    [Fact]
    public async Task Writes_an_index_file_after_ten_minutes()
    {
        await using var writer = _repository.BeginWriting();
        await AddPackAsync(writer, 1);

        _time.Advance(TimeSpan.FromMinutes(10));
        await AddPackAsync(writer, 2);

        await EventuallyAsync(() => _backend.Count(FileKind.Index) == 1);
    }

    [Fact]
    public async Task Adds_to_the_index_what_it_stored_without_reading_it_again()
    {
        await SomeRepository.SnapshotAsync(_repository, [1, 2, 3]);
        var loaded = _backend.BytesLoaded;

        await _repository.RefreshIndexAsync(default);

        Assert.Equal(loaded, _backend.BytesLoaded);
    }

    [Fact]
    public async Task Writes_nothing_for_blobs_that_are_there()
    {
        var content = SomeRepository.Content(1, 1000);
        await SomeRepository.SnapshotAsync(_repository, content);
        var (packs, indexes) = (_backend.Count(FileKind.Pack), _backend.Count(FileKind.Index));

        await SomeRepository.SnapshotAsync(_repository, content);

        Assert.Equal((packs, indexes), (_backend.Count(FileKind.Pack), _backend.Count(FileKind.Index)));
    }

    [Fact]
    public async Task Flushes_the_other_writer_whose_blobs_it_relies_on()
    {
        var content = SomeRepository.Content(1, 1000);
        await using var first = _repository.BeginWriting();
        await using var second = _repository.BeginWriting();
        await first.AddAsync(BlobType.Data, content, default);

        var (id, isNew) = await second.AddAsync(BlobType.Data, content, default);
        await second.FlushAsync(default);

        Assert.False(isNew);
        Assert.Equal(content, (await _repository.LoadBlobAsync(BlobHandle.Data(id), default)).ToArray());
    }

    [Fact]
    public async Task Flushes_the_writer_too_on_which_the_one_relies_that_it_relies_on()
    {
        var (data, tree) = (SomeRepository.Content(1, 1000), SomeRepository.Content(2, 1000));
        await using var first = _repository.BeginWriting();
        await using var second = _repository.BeginWriting();
        await using var third = _repository.BeginWriting();
        var (id, _) = await first.AddAsync(BlobType.Data, data, default);
        await second.AddAsync(BlobType.Data, data, default);
        await second.AddAsync(BlobType.Tree, tree, default);
        await third.AddAsync(BlobType.Tree, tree, default);

        await third.FlushAsync(default);

        Assert.True(_repository.Index.Contains(BlobHandle.Data(id)));
    }

    [Fact]
    public async Task Fails_if_the_writer_it_relies_on_gave_up()
    {
        var content = SomeRepository.Content(1, 1000);
        var first = _repository.BeginWriting();
        await using var second = _repository.BeginWriting();
        await first.AddAsync(BlobType.Data, content, default);
        await second.AddAsync(BlobType.Data, content, default);

        await first.DisposeAsync();

        await Assert.ThrowsAsync<RepositoryException>(() => second.FlushAsync(default));
    }

    [Fact]
    public async Task Stores_anew_what_a_writer_that_gave_up_had_begun()
    {
        var content = SomeRepository.Content(1, 1000);
        await using (var first = _repository.BeginWriting()) await first.AddAsync(BlobType.Data, content, default);

        await using var second = _repository.BeginWriting();

        Assert.True((await second.AddAsync(BlobType.Data, content, default)).IsNew);
    }

    [Fact]
    public async Task Fails_for_good_once_a_pack_could_not_be_saved()
    {
        await using var writer = _repository.BeginWriting();
        _backend.Before = call =>
        {
            if (call is { Operation: BackendOperation.Save, File.Kind: FileKind.Pack }) throw new RepositoryException(RepositoryFailure.Full, "full");
        };
        await writer.AddAsync(BlobType.Data, SomeRepository.Content(1, 1000), default);

        var failed = await Assert.ThrowsAsync<RepositoryException>(() => writer.FlushAsync(default));
        _backend.Before = null;

        Assert.Equal(RepositoryFailure.Full, failed.Failure);
        await Assert.ThrowsAsync<RepositoryException>(async () => await writer.AddAsync(BlobType.Data, SomeRepository.Content(2, 1000), default));
        await Assert.ThrowsAsync<RepositoryException>(() => writer.FlushAsync(default));
        Assert.Equal(0, _backend.Count(FileKind.Index));
        await SomeRepository.SnapshotAsync(_repository, SomeRepository.Content(1, 1000));
        Assert.Equal(1, await SomeRepository.ReadEverythingAsync(_backend));
    }

    [Fact]
    public async Task Lets_nobody_add_faster_than_packs_are_saved()
    {
        using var saving = new SemaphoreSlim(0);
        await using var slow = await SomeRepository.OpenAsync(new SlowBackend(_backend, saving));
        await using var writer = slow.BeginWriting();
        var added = 0;

        var adding = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++, added++) await writer.AddAsync(BlobType.Data, SomeRepository.Content(i, 70_000), default);
        });

        // Two are being saved and one waits; there is no way to wait for an add that does not come.
        await EventuallyAsync(() => Volatile.Read(ref added) == 3);
        Assert.False(adding.IsCompleted);
        saving.Release(100);
        await adding;
        await writer.FlushAsync(default);
        Assert.Equal(20, slow.Index.Count);
    }

    [Fact]
    public async Task Can_be_cancelled_while_it_waits_and_go_on_afterwards()
    {
        using var saving = new SemaphoreSlim(0);
        await using var slow = await SomeRepository.OpenAsync(new SlowBackend(_backend, saving));
        await using var writer = slow.BeginWriting();
        for (var i = 0; i < 3; i++) await writer.AddAsync(BlobType.Data, SomeRepository.Content(i, 70_000), default);
        using var stop = new CancellationTokenSource();

        var waiting = writer.AddAsync(BlobType.Data, SomeRepository.Content(4, 70_000), stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        saving.Release(100);
        Assert.True((await writer.AddAsync(BlobType.Data, SomeRepository.Content(4, 70_000), default)).IsNew);
        await writer.FlushAsync(default);
        Assert.Equal(4, slow.Index.Count);
    }

    [Fact]
    public async Task Leaves_every_snapshot_whole_wherever_it_is_killed()
    {
        var crashes = new List<MemoryBackend>();
        _backend.After = call =>
        {
            if (call.Changes) lock (crashes) crashes.Add(_backend.Copy());
        };

        for (var i = 0; i < 5; i++) await SomeRepository.SnapshotAsync(_repository, SomeRepository.Content(i, 90_000), SomeRepository.Content(i + 1, 50_000));

        var snapshots = new List<int>();
        foreach (var crash in crashes) snapshots.Add(await SomeRepository.ReadEverythingAsync(crash));
        Assert.Equal(5, snapshots[^1]);
        Assert.Equal(snapshots.Order(), snapshots);
    }

    [Theory]
    [InlineData(RepositoryFailure.Full)]
    [InlineData(RepositoryFailure.Unreachable)]
    public async Task Leaves_every_snapshot_whole_whichever_call_fails(RepositoryFailure failure)
    {
        var made = 0;
        for (var n = 1; n < 40; n++)
        {
            var (failing, calls) = (n, 0);
            _backend.Before = call =>
            {
                if (call.Changes && Interlocked.Increment(ref calls) == failing) throw new RepositoryException(failure, "says the test");
            };
            try
            {
                await SomeRepository.SnapshotAsync(_repository, SomeRepository.Content(n, 90_000), SomeRepository.Content(n + 1, 50_000));
                made++;
            }
            catch (RepositoryException e) when (e.Failure == failure)
            {
                // As arranged.
            }
        }
        _backend.Before = null;

        Assert.InRange(made, 30, 36);
        Assert.Equal(made, await SomeRepository.ReadEverythingAsync(_backend));
    }

    [Fact]
    public async Task Serves_two_processes_that_write_at_once()
    {
        await using var other = await SomeRepository.OpenAsync(_backend);

        await Task.WhenAll(
            Task.Run(async () => { for (var i = 0; i < 10; i++) await SomeRepository.SnapshotAsync(_repository, SomeRepository.Content(i, 20_000)); }),
            Task.Run(async () => { for (var i = 5; i < 15; i++) await SomeRepository.SnapshotAsync(other, SomeRepository.Content(i, 20_000)); }));

        Assert.Equal(20, await SomeRepository.ReadEverythingAsync(_backend));
    }

    private static async Task AddPackAsync(BlobWriter writer, int seed) => await writer.AddAsync(BlobType.Data, SomeRepository.Content(seed, 70_000), default);

    private async Task<List<IReadOnlyList<PackedBlob>>> PackHeadersAsync()
    {
        var packs = new List<IReadOnlyList<PackedBlob>>();
        await foreach (var file in _backend.ListAsync(FileKind.Pack, default))
            packs.Add(await _repository.LoadPackHeaderAsync(new PackId(file.File.Name), file.Bytes, default));
        return packs;
    }

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Yield();
    }
}
