using System.Runtime.CompilerServices;

namespace ActorBackup.Repository.Backends;

/// <summary>Tries again what failed because the place could not be reached: after 1 s, 2 s, 4 s … 60 s, until <paramref name="giveUpAfter"/> is over.</summary>
/// <param name="warn">Told of each failure that is tried again.</param>
public sealed class RetryingBackend(IBackend inner, TimeProvider clock, TimeSpan giveUpAfter, Action<string> warn) : IBackend
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(60);

    public string Location => inner.Location;

    public int Connections => inner.Connections;

    public Task CreateAsync(CancellationToken stop) => Retry(async () =>
    {
        await inner.CreateAsync(stop);
        return true;
    }, stop);

    public Task SaveAsync(FileHandle file, ReadOnlyMemory<byte> content, CancellationToken stop) => Retry(async () =>
    {
        await inner.SaveAsync(file, content, stop);
        return true;
    }, stop);

    public async Task<bool> TryCreateAsync(FileHandle file, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        var tries = 0;
        var created = await Retry(() =>
        {
            tries++;
            return inner.TryCreateAsync(file, content, stop);
        }, stop);
        if (created || tries == 1) return created;
        // A try whose answer was lost may have made it: then the file is ours.
        var there = await LoadAsync(file, null, stop);
        return there.Span.SequenceEqual(content.Span);
    }

    public Task<ReadOnlyMemory<byte>> LoadAsync(FileHandle file, ByteRange? range, CancellationToken stop) => Retry(() => inner.LoadAsync(file, range, stop), stop);

    public Task LoadAsync(FileHandle file, long offset, Memory<byte> into, CancellationToken stop) => Retry(async () =>
    {
        await inner.LoadAsync(file, offset, into, stop);
        return true;
    }, stop);

    public Task<long?> SizeAsync(FileHandle file, CancellationToken stop) => Retry(() => inner.SizeAsync(file, stop), stop);

    public async IAsyncEnumerable<StoredFile> ListAsync(FileKind kind, [EnumeratorCancellation] CancellationToken stop)
    {
        var files = await Retry(async () =>
        {
            // Whole: half a listing that failed must not be told and then be told again.
            var found = new List<StoredFile>();
            await foreach (var file in inner.ListAsync(kind, stop)) found.Add(file);
            return found;
        }, stop);
        foreach (var file in files) yield return file;
    }

    public Task RemoveAsync(FileHandle file, CancellationToken stop) => Retry(async () =>
    {
        await inner.RemoveAsync(file, stop);
        return true;
    }, stop);

    public Task RemoveLeftoversAsync(DateTimeOffset olderThan, CancellationToken stop) => Retry(async () =>
    {
        await inner.RemoveLeftoversAsync(olderThan, stop);
        return true;
    }, stop);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task<T> Retry<T>(Func<Task<T>> call, CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await call();
            }
            catch (RepositoryException e) when (e.Failure == RepositoryFailure.Unreachable && clock.GetElapsedTime(started) + pause <= giveUpAfter)
            {
                warn($"{e.Message} Tried again in {pause.TotalSeconds:0} s.");
            }
            await Task.Delay(pause, clock, stop);
        }
    }
}
