using System.Data.Common;

namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>One connection, one call at a time, each within a limit. Who does not come back in time is left behind with the connection, whatever
/// it hangs in: the next call gets a fresh one. Safe for concurrent use.</summary>
/// <remarks>A connection whose peer vanished without a word blocks for minutes; neither a cancellation nor its disposal is waited for.</remarks>
internal sealed class SqlLane(Func<CancellationToken, Task<DbConnection>> open, TimeSpan limit, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private DbConnection? _connection;
    private bool _isClosed;

    /// <exception cref="TimeoutException">Not done within the limit, waiting for the turn included.</exception>
    /// <exception cref="DbException">The database refused, or is away.</exception>
    public async Task<T> RunAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        if (!await _turn.WaitAsync(limit, stop)) throw Late();
        try
        {
            return await Limited(work, limit - time.GetElapsedTime(began), stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        if (!await _turn.WaitAsync(limit)) return;
        Leave(Interlocked.Exchange(ref _connection, null));
        _turn.Release();
    }

    private async Task<T> Limited<T>(Func<DbConnection, CancellationToken, Task<T>> work, TimeSpan left, CancellationToken stop)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var connection = Interlocked.Exchange(ref _connection, null);
        // On a thread of its own: opening and SQLite's calls block.
        var call = Task.Run(() => Call(connection, work, cancel.Token), CancellationToken.None);
        try
        {
            var (result, used) = await call.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), time, stop);
            _connection = used;
            cancel.Dispose();
            return result;
        }
        catch (Exception failure)
        {
            _ = cancel.CancelAsync();
            _ = call.ContinueWith(late => LeftBehind(late, cancel), TaskScheduler.Default);
            if (failure is TimeoutException && !call.IsFaulted) throw Late();
            throw;
        }
    }

    /// <returns>The connection too, if it can be used again.</returns>
    private async Task<(T Result, DbConnection Connection)> Call<T>(
        DbConnection? connection, Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken stop)
    {
        try
        {
            connection ??= await open(stop);
            return (await work(connection, stop), connection);
        }
        catch
        {
            Leave(connection);
            throw;
        }
    }

    private static void LeftBehind<T>(Task<(T, DbConnection Connection)> late, CancellationTokenSource cancel)
    {
        cancel.Dispose();
        if (late.IsCompletedSuccessfully) Leave(late.Result.Connection);
        else _ = late.Exception;
    }

    private static void Leave(DbConnection? connection)
    {
        if (connection is null) return;
        _ = Task.Run(() =>
        {
            try
            {
                connection.Dispose();
            }
            catch (DbException)
            {
                // It was of no use any more.
            }
        });
    }

    private TimeoutException Late() => new($"The shared database did not answer within {limit.TotalSeconds:0.#} s.");
}
