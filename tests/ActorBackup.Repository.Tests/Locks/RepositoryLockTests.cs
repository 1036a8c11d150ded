using System.Diagnostics;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Locks;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Locks;

public sealed class RepositoryLockTests : IAsyncLifetime
{
    private readonly MemoryBackend _backend = new();
    private readonly ManualTime _wall = new(TimeProvider.System.GetUtcNow()), _boot = new();
    private readonly List<string> _warnings = [];
    private OpenRepository _repository = null!;

    public async Task InitializeAsync() =>
        _repository = await SomeRepository.InitAsync(_backend, SomeRepository.Options with { Clock = _wall, BootClock = _boot, Warn = _warnings.Add });

    public async Task DisposeAsync() => await _repository.DisposeAsync();

    [Fact]
    public async Task Says_whose_it_is()
    {
        var before = _wall.UtcNow;
        await using var held = await LockAsync(LockMode.Exclusive);

        var found = Assert.Single(await _repository.LocksAsync(default));

        Assert.Equal((true, "somewhere", "someone", Environment.ProcessId),
            (found.Document.Exclusive, found.Document.Hostname, found.Document.Username, found.Document.Pid));
        Assert.Equal(before, found.Document.Time.ToDateTimeOffset());
        Assert.False(found.IsStale);
    }

    [Fact]
    public async Task Is_gone_after_it_was_released()
    {
        await (await LockAsync(LockMode.Shared)).DisposeAsync();

        Assert.Equal(0, _backend.Count(FileKind.Lock));
    }

    [Theory]
    [InlineData(LockMode.Shared, LockMode.Shared, true)]
    [InlineData(LockMode.Shared, LockMode.Exclusive, false)]
    [InlineData(LockMode.Exclusive, LockMode.Shared, false)]
    [InlineData(LockMode.Exclusive, LockMode.Exclusive, false)]
    public async Task Stands_against_another(LockMode first, LockMode second, bool goTogether)
    {
        await using var held = await LockAsync(first);

        var other = await Record.ExceptionAsync(async () => await (await LockAsync(second)).DisposeAsync());

        Assert.Equal(goTogether, other is null);
        if (other is not null) Assert.Equal(RepositoryFailure.Locked, Assert.IsType<RepositoryException>(other).Failure);
        Assert.Equal(1, _backend.Count(FileKind.Lock));
    }

    [Fact]
    public async Task Is_withdrawn_if_another_appears_within_200_milliseconds()
    {
        var locking = _repository.LockAsync(LockMode.Exclusive, default);
        await WriteAsync(exclusive: false, "elsewhere", 1);
        _wall.Advance(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAsync<RepositoryException>(() => locking);

        Assert.Equal(1, _backend.Count(FileKind.Lock));
    }

    [Fact]
    public async Task Is_withdrawn_if_looking_for_others_fails()
    {
        _backend.Before = call =>
        {
            if (call.Number > 6 && call is { Operation: BackendOperation.List, File.Kind: FileKind.Lock } && _backend.Count(FileKind.Lock) > 0)
                throw new RepositoryException(RepositoryFailure.Unreachable, "away");
        };

        await Assert.ThrowsAsync<RepositoryException>(() => LockAsync(LockMode.Shared));

        Assert.Equal(0, _backend.Count(FileKind.Lock));
    }

    [Fact]
    public async Task Is_refused_by_a_lock_that_is_refreshed_while_it_is_looked_at()
    {
        var old = await WriteAsync(exclusive: true, "elsewhere", 1);
        FileHandle? fresh = null;
        _backend.Before = call =>
        {
            if (fresh is not null || call != call with { Operation = BackendOperation.Load, File = old }) return;
            fresh = FileHandle.Config;
            fresh = WriteAsync(exclusive: true, "elsewhere", 1).Result;
            _backend.RemoveAsync(old, default).Wait();
        };

        var refused = await Assert.ThrowsAsync<RepositoryException>(() => LockAsync(LockMode.Shared));

        Assert.Equal(RepositoryFailure.Locked, refused.Failure);
        Assert.Equal(1, _backend.Count(FileKind.Lock));
    }

    [Fact]
    public async Task Is_refused_by_a_stale_lock_too_which_is_not_deleted()
    {
        await WriteAsync(exclusive: true, "elsewhere", 1, age: TimeSpan.FromHours(9));

        var refused = await Assert.ThrowsAsync<RepositoryException>(() => LockAsync(LockMode.Shared));

        Assert.Contains("stale", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, _backend.Count(FileKind.Lock));
    }

    [Theory]
    [InlineData("lock-garbage-wrong-name", RepositoryFailure.Locked)]
    [InlineData("lock-exclusive-other-host", RepositoryFailure.Locked)]
    [InlineData("lock-stale-exclusive", RepositoryFailure.Locked)]
    [InlineData("lock-empty-file", null)]
    [InlineData("lock-shared-other-host", null)]
    public async Task Treats_the_locks_restic_or_a_crash_left(string name, RepositoryFailure? expected)
    {
        using var scratch = new ScratchFolder();
        await using var repository = await SomeRepository.OpenAsync(new LocalBackend(VectorFile.Unpack($"damaged/{name}.tar.gz", scratch.Path)));

        var failed = await Record.ExceptionAsync(async () => await (await repository.LockAsync(LockMode.Shared, default)).DisposeAsync());

        Assert.Equal(expected, (failed as RepositoryException)?.Failure);
    }

    [Fact]
    public async Task Names_a_lock_that_cannot_be_read()
    {
        var garbage = new LockId(Sha256Value.Of("x"u8));
        _backend.Overwrite(FileHandle.Of(garbage), "garbage"u8);

        var refused = await Assert.ThrowsAsync<RepositoryException>(() => LockAsync(LockMode.Shared));

        Assert.Equal(RepositoryFailure.Locked, refused.Failure);
        Assert.Contains(garbage.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_written_anew_every_five_minutes_before_the_old_one_goes()
    {
        await using var held = await LockAsync(LockMode.Exclusive);
        var (first, counts) = (held.Id, new List<int>());
        _backend.After = call =>
        {
            if (call.Changes) counts.Add(_backend.Count(FileKind.Lock));
        };

        await PassAsync(TimeSpan.FromMinutes(5), held);

        Assert.NotEqual(first, held.Id);
        Assert.Equal([2, 1], counts);
        Assert.Equal(_wall.UtcNow, Assert.Single(await _repository.LocksAsync(default)).Document.Time.ToDateTimeOffset());
        held.Demand();
    }

    [Fact]
    public async Task Is_lost_when_it_could_not_be_refreshed_for_22_and_a_half_minutes()
    {
        var held = await LockAsync(LockMode.Exclusive);
        _backend.Before = _ => throw new RepositoryException(RepositoryFailure.Unreachable, "away");

        await PassAsync(TimeSpan.FromMinutes(22), held);
        held.Demand();
        Assert.False(held.Lost.IsCancellationRequested);

        await PassAsync(TimeSpan.FromMinutes(1), held);

        Assert.True(held.Lost.IsCancellationRequested);
        Assert.Equal(RepositoryFailure.LockLost, Assert.Throws<RepositoryException>(held.Demand).Failure);
        Assert.NotEmpty(_warnings);
    }

    [Fact]
    public async Task Is_lost_when_the_machine_slept_though_no_timer_fired()
    {
        await using var held = await LockAsync(LockMode.Exclusive);

        _boot.Advance(TimeSpan.FromMinutes(23));

        Assert.Throws<RepositoryException>(held.Demand);
        Assert.True(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Is_lost_when_somebody_deleted_it()
    {
        await using var held = await LockAsync(LockMode.Exclusive);
        await _repository.UnlockAsync(all: true, default);

        await PassAsync(TimeSpan.FromMinutes(5), held);

        Assert.True(held.Lost.IsCancellationRequested);
        Assert.Equal(0, _backend.Count(FileKind.Lock));
    }

    [Fact]
    public async Task Is_stale_after_30_minutes_or_when_its_process_is_gone()
    {
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync();
        await WriteAsync(exclusive: false, "elsewhere", 1, age: TimeSpan.FromMinutes(29));
        await WriteAsync(exclusive: false, "elsewhere", 2, age: TimeSpan.FromMinutes(31));
        await WriteAsync(exclusive: false, "somewhere", Environment.ProcessId);
        await WriteAsync(exclusive: false, "somewhere", gone.Id);
        await WriteAsync(exclusive: false, "elsewhere", gone.Id);
        await WriteAsync(exclusive: false, "", gone.Id);

        var removed = await _repository.UnlockAsync(all: false, default);

        Assert.Equal(2, removed);
        Assert.Equal(4, _backend.Count(FileKind.Lock));
    }

    [Fact]
    public async Task Is_stale_when_its_number_belongs_to_a_process_that_began_later()
    {
        using var later = Process.Start("sleep", "60");
        await WriteAsync(exclusive: false, "somewhere", later.Id, age: TimeSpan.FromMinutes(5));

        var removed = await _repository.UnlockAsync(all: false, default);
        later.Kill();

        Assert.Equal(1, removed);
    }

    [Fact]
    public async Task Is_deleted_unread_with_all_others()
    {
        _backend.Overwrite(FileHandle.Of(new LockId(Sha256Value.Of("x"u8))), "garbage"u8);
        _backend.Overwrite(FileHandle.Of(new LockId(Sha256Value.Of("y"u8))), []);
        await WriteAsync(exclusive: true, "elsewhere", 1);

        Assert.Equal(3, await _repository.UnlockAsync(all: true, default));
    }

    [Fact]
    public async Task Is_skipped_by_unlocking_if_it_cannot_be_read()
    {
        _backend.Overwrite(FileHandle.Of(new LockId(Sha256Value.Of("x"u8))), "garbage"u8);

        Assert.Equal(0, await _repository.UnlockAsync(all: false, default));

        Assert.Single(_warnings);
    }

    private async Task<RepositoryLock> LockAsync(LockMode mode)
    {
        var locking = _repository.LockAsync(mode, default);
        while (!locking.IsCompleted)
        {
            _wall.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }
        return await locking;
    }

    private Task<FileHandle> WriteAsync(bool exclusive, string hostname, int process, TimeSpan age = default)
    {
        var document = new LockDocument(NodeTime.From(_wall.UtcNow - age), exclusive, hostname, "someone", process, 0, 0);
        return _repository.SaveDocumentAsync(FileKind.Lock, LockFormat.Write(document), default);
    }

    /// <summary>Minute by minute; what the timer begins is done before the next.</summary>
    private async Task PassAsync(TimeSpan time, RepositoryLock held)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(1))
        {
            _boot.Advance(TimeSpan.FromMinutes(1));
            _wall.Advance(TimeSpan.FromMinutes(1));
            await held.LookAsync();
        }
    }
}
