using ActorBackup.Repository.Backends;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Backends;

public sealed class RetryingBackendTests : BackendContract
{
    private readonly ManualTime _time = new();
    private readonly MemoryBackend _inner = new();

    public RetryingBackendTests() => Backend = new RetryingBackend(_inner, _time, TimeSpan.FromMinutes(15), _ => { });

    protected override IBackend Backend { get; }

    [Fact]
    public async Task Tries_again_what_could_not_be_reached_after_growing_pauses()
    {
        var left = 4;
        _inner.Before = _ => Fail(RepositoryFailure.Unreachable, left-- > 0);

        var saving = Backend.SaveAsync(File(FileKind.Pack), new byte[1], default);
        for (var pause = 1; pause <= 8; pause *= 2)
        {
            Assert.False(saving.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromTicks(1));
            Assert.False(saving.IsCompleted);
            _time.Advance(TimeSpan.FromTicks(1));
            await NextPauseAsync(saving);
        }

        await saving;
        Assert.Equal(5, _inner.Calls - 1);
    }

    [Theory]
    [InlineData(RepositoryFailure.Full)]
    [InlineData(RepositoryFailure.Denied)]
    [InlineData(RepositoryFailure.Missing)]
    public async Task Does_not_try_again_what_will_not_mend(RepositoryFailure failure)
    {
        _inner.Before = _ => Fail(failure, true);

        await FailsAsync(failure, () => Backend.LoadAsync(File(FileKind.Pack), null, default));

        Assert.Equal(2, _inner.Calls);
    }

    [Fact]
    public async Task Gives_up_after_its_time()
    {
        _inner.Before = _ => Fail(RepositoryFailure.Unreachable, true);

        var loading = Backend.LoadAsync(File(FileKind.Pack), null, default);
        for (var minute = 0; minute < 16 && !loading.IsCompleted; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await NextPauseAsync(loading);
        }

        await FailsAsync(RepositoryFailure.Unreachable, () => loading);
    }

    [Fact]
    public async Task Knows_a_config_as_its_own_whose_answer_was_lost()
    {
        var lost = true;
        _inner.After = call =>
        {
            Fail(RepositoryFailure.Unreachable, lost && call.Operation == BackendOperation.Save);
        };

        var creating = Backend.TryCreateAsync(FileHandle.Config, new byte[] { 1, 2, 3 }, default);
        lost = false;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await creating);
    }

    // The retry goes on after the clock has fired its timer, on another thread.
    private async Task NextPauseAsync(Task call)
    {
        while (!call.IsCompleted && _time.WaitingTimers == 0) await Task.Yield();
    }

    private static void Fail(RepositoryFailure failure, bool now)
    {
        if (now) throw new RepositoryException(failure, "says the test.");
    }
}
