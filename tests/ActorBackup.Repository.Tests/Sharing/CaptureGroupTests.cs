using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Sharing;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Sharing;

public sealed class CaptureGroupTests : IAsyncLifetime
{
    private readonly MemoryBackend _backend = new();
    private readonly ManualTime _time = new(), _boot = new();
    private readonly List<string> _warnings = [];
    private OpenRepository _repository = null!;
    private CaptureGroup _captures = null!;

    public async Task InitializeAsync()
    {
        _repository = await SomeRepository.InitAsync(_backend, SomeRepository.Options with { Clock = _time, BootClock = _boot, Warn = _warnings.Add });
        _captures = new CaptureGroup(_repository);
    }

    public async Task DisposeAsync()
    {
        await _captures.DisposeAsync();
        await _repository.DisposeAsync();
    }

    [Fact]
    public async Task Writes_a_snapshot_under_a_lock_that_does_not_outlive_it()
    {
        var locks = 0;

        var stored = await _captures.CaptureAsync(async (scope, stop) =>
        {
            locks = _backend.Count(FileKind.Lock);
            return await DocumentAsync(scope, 1);
        }, default);

        Assert.Equal(1, locks);
        Assert.Equal(0, _backend.Count(FileKind.Lock));
        Assert.Equal(stored!.Id, (await _repository.FindSnapshotAsync("latest", default)).Id);
        Assert.Equal(1, await SomeRepository.ReadEverythingAsync(_backend));
    }

    [Fact]
    public async Task Writes_its_lock_before_it_looks_for_others_and_waits_for_nothing()
    {
        var calls = new List<(BackendOperation, FileKind)>();
        _backend.Before = call =>
        {
            lock (calls) calls.Add((call.Operation, call.File.Kind));
        };

        await _captures.CaptureAsync((scope, _) => DocumentAsync(scope, 1), default);

        Assert.Equal([(BackendOperation.Save, FileKind.Lock), (BackendOperation.List, FileKind.Lock)], calls[..2]);
        Assert.Equal(0, _time.WaitingTimers);
    }

    [Fact]
    public async Task Writes_nothing_if_no_snapshot_is_wanted()
    {
        var stored = await _captures.CaptureAsync(async (scope, _) =>
        {
            await SomeRepository.AddTreeAsync(scope.Writer, [1, 2, 3]);
            return null;
        }, default);

        Assert.Null(stored);
        Assert.Equal((0, 0, 0), (_backend.Count(FileKind.Snapshot), _backend.Count(FileKind.Index), _backend.Count(FileKind.Lock)));
    }

    [Fact]
    public async Task Shares_lock_packs_and_index_file_among_those_that_come_while_one_runs()
    {
        var (began, goOn) = (new CountdownEvent(10), new TaskCompletionSource());
        var locks = new List<int>();

        var captures = Enumerable.Range(0, 10).Select(i => _captures.CaptureAsync(async (scope, _) =>
        {
            began.Signal();
            await goOn.Task;
            lock (locks) locks.Add(_backend.Count(FileKind.Lock));
            return await DocumentAsync(scope, i);
        }, default)).ToArray();
        began.Wait();
        goOn.SetResult();
        await Task.WhenAll(captures);

        Assert.All(locks, count => Assert.Equal(1, count));
        Assert.Equal((10, 2, 1), (_backend.Count(FileKind.Snapshot), _backend.Count(FileKind.Pack), _backend.Count(FileKind.Index)));
        Assert.Equal(10, await SomeRepository.ReadEverythingAsync(_backend));
    }

    [Fact]
    public async Task Lets_a_capture_that_is_ready_wait_for_a_long_one_only_a_moment()
    {
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var longOne = _captures.CaptureAsync(async (scope, _) =>
        {
            began.SetResult();
            await goOn.Task;
            return await DocumentAsync(scope, 1);
        }, default);
        await began.Task;

        var shortOne = _captures.CaptureAsync((scope, _) => DocumentAsync(scope, 2), default);
        while (!shortOne.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        Assert.False(longOne.IsCompleted);
        Assert.Equal(1, await SomeRepository.ReadEverythingAsync(_backend.Copy()));
        goOn.SetResult();
        await longOne;
        Assert.Equal(0, _backend.Count(FileKind.Lock));
    }

    [Fact]
    public async Task Begins_a_new_group_once_the_first_capture_of_the_last_is_done()
    {
        var goOn = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        var first = _captures.CaptureAsync(async (scope, _) =>
        {
            await second.Task;
            return null;
        }, default);
        var lasting = _captures.CaptureAsync(async (scope, _) =>
        {
            second.SetResult();
            await goOn.Task;
            return null;
        }, default);
        await first;

        var locks = 0;
        await _captures.CaptureAsync((_, _) =>
        {
            locks = _backend.Count(FileKind.Lock);
            return Task.FromResult<SnapshotDocument?>(null);
        }, default);

        Assert.Equal(2, locks);
        goOn.SetResult();
        await lasting;
    }

    [Fact]
    public async Task Queues_while_a_foreign_exclusive_lock_stands()
    {
        var foreign = await WriteForeignAsync(exclusive: true);

        var capture = _captures.CaptureAsync((scope, _) => DocumentAsync(scope, 1), default);
        for (var i = 0; i < 20; i++) await PassAsync(TimeSpan.FromSeconds(10));
        Assert.False(capture.IsCompleted);
        Assert.Equal(1, _backend.Count(FileKind.Lock));
        await _backend.RemoveAsync(foreign, default);
        while (!capture.IsCompleted) await PassAsync(TimeSpan.FromSeconds(10));

        await capture;
        Assert.Single(_warnings, w => w.Contains("elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Can_be_cancelled_while_it_queues()
    {
        await WriteForeignAsync(exclusive: true);
        using var stop = new CancellationTokenSource();

        var capture = _captures.CaptureAsync((scope, _) => DocumentAsync(scope, 1), stop.Token);
        await PassAsync(TimeSpan.FromSeconds(1));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => capture);
        Assert.Equal(1, _backend.Count(FileKind.Lock));
    }

    [Fact]
    public async Task Sees_under_the_lock_what_others_removed_and_added()
    {
        var mine = await _captures.CaptureAsync((scope, _) => DocumentAsync(scope, 1), default);
        await using var other = await SomeRepository.OpenAsync(_backend);
        var theirs = await SomeRepository.SnapshotAsync(other, SomeRepository.Content(99, 1000));
        await other.RemoveSnapshotAsync(mine!.Id, default);

        await _captures.CaptureAsync(async (scope, stop) =>
        {
            Assert.False(await scope.ParentStandsAsync(mine.Id, stop));
            Assert.True(await scope.ParentStandsAsync(theirs.Id, stop));
            Assert.True(_repository.Index.Contains(BlobHandle.Tree(theirs.Document.Tree)));
            return null;
        }, default);
    }

    [Fact]
    public async Task Fails_a_capture_alone_whose_function_fails()
    {
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var good = _captures.CaptureAsync(async (scope, _) =>
        {
            began.SetResult();
            await goOn.Task;
            return await DocumentAsync(scope, 1);
        }, default);
        await began.Task;

        await Assert.ThrowsAsync<InvalidOperationException>(() => _captures.CaptureAsync((_, _) => throw new InvalidOperationException(), default));
        goOn.SetResult();

        Assert.NotNull(await good);
    }

    [Fact]
    public async Task Begins_anew_after_the_repository_failed()
    {
        _backend.Before = call =>
        {
            if (call is { Operation: BackendOperation.Save, File.Kind: FileKind.Pack }) throw new RepositoryException(RepositoryFailure.Full, "full");
        };
        await Assert.ThrowsAsync<RepositoryException>(() => _captures.CaptureAsync((scope, _) => DocumentAsync(scope, 1), default));
        Assert.Equal((0, 0), (_backend.Count(FileKind.Lock), _backend.Count(FileKind.Snapshot)));
        _backend.Before = null;

        Assert.NotNull(await _captures.CaptureAsync((scope, _) => DocumentAsync(scope, 1), default));
    }

    [Fact]
    public async Task Writes_no_snapshot_once_the_lock_is_lost()
    {
        var failed = await Assert.ThrowsAsync<RepositoryException>(() => _captures.CaptureAsync((scope, _) =>
        {
            _boot.Advance(TimeSpan.FromMinutes(23));
            return DocumentAsync(scope, 1);
        }, default));

        Assert.Equal(RepositoryFailure.LockLost, failed.Failure);
        Assert.Equal(0, _backend.Count(FileKind.Snapshot));
    }

    [Fact]
    public async Task Keeps_captures_waiting_while_own_exclusive_work_is_done()
    {
        var exclusive = await EnterExclusiveAsync();

        var capture = _captures.CaptureAsync((scope, _) => DocumentAsync(scope, 1), default);
        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.False(capture.IsCompleted);
        await exclusive.DisposeAsync();

        Assert.NotNull(await capture);
    }

    [Fact]
    public async Task Keeps_own_exclusive_work_waiting_while_captures_run_and_later_ones_behind_it()
    {
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var order = new List<string>();
        var first = _captures.CaptureAsync(async (_, _) =>
        {
            began.SetResult();
            await goOn.Task;
            order.Add("first");
            return null;
        }, default);
        await began.Task;

        var exclusive = _captures.EnterExclusiveAsync(default);
        var second = _captures.CaptureAsync((_, _) =>
        {
            order.Add("second");
            return Task.FromResult<SnapshotDocument?>(null);
        }, default);
        Assert.False(exclusive.IsCompleted);
        goOn.SetResult();
        while (!exclusive.IsCompleted) await PassAsync(TimeSpan.FromMilliseconds(200));
        order.Add("exclusive");
        await (await exclusive).DisposeAsync();
        await Task.WhenAll(first, second);

        Assert.Equal(["first", "exclusive", "second"], order);
    }

    [Fact]
    public async Task Lets_captures_go_on_if_the_exclusive_lock_cannot_be_had()
    {
        await WriteForeignAsync(exclusive: false);

        await Assert.ThrowsAsync<RepositoryException>(EnterExclusiveAsync);

        Assert.NotNull(await _captures.CaptureAsync((scope, _) => DocumentAsync(scope, 1), default));
    }

    private async Task<ExclusiveScope> EnterExclusiveAsync()
    {
        var entering = _captures.EnterExclusiveAsync(default);
        while (!entering.IsCompleted) await PassAsync(TimeSpan.FromMilliseconds(200));
        return await entering;
    }

    private async Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        for (var i = 0; i < 10; i++) await Task.Yield();
    }

    private async Task<FileHandle> WriteForeignAsync(bool exclusive)
    {
        var document = new LockDocument(NodeTime.From(_time.UtcNow), exclusive, "elsewhere", "someone", 1, 0, 0);
        return await _repository.SaveDocumentAsync(FileKind.Lock, LockFormat.Write(document), default);
    }

    private static async Task<SnapshotDocument?> DocumentAsync(CaptureScope scope, int seed) =>
        SomeRepository.Document(await SomeRepository.AddTreeAsync(scope.Writer, SomeRepository.Content(seed, 1000)));
}
