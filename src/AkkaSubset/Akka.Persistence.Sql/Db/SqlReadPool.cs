using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Akka.Persistence.Sql.Db;

/// <summary>Reads from one database on pool threads, a few at once, each on a connection of its own. Safe for concurrent use.</summary>
internal sealed class SqlReadPool(SqlPluginSettings settings) : IDisposable
{
    private const int MaxReaders = 4;

    private readonly SemaphoreSlim _free = new(MaxReaders);
    private readonly ConcurrentBag<DbConnection> _idle = [];
    private volatile bool _disposed;

    public async Task<T> ReadAsync<T>(Func<DbConnection, T> read)
    {
        await _free.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Read(read)).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }

    private T Read<T>(Func<DbConnection, T> read)
    {
        while (_idle.TryTake(out var idle))
        {
            if (TryRead(read, idle, out var result)) return result;
            // The server was restarted since: the others that wait are lost as well, and at last a new one is opened.
        }

        return TryRead(read, settings.Dialect.Open(settings.ConnectionString), out var first)
            ? first
            : throw new IOException("The database closed a connection as soon as it was used.");
    }

    /// <returns>False if the connection was gone.</returns>
    private bool TryRead<T>(Func<DbConnection, T> read, DbConnection connection, [MaybeNullWhen(false)] out T result)
    {
        try
        {
            result = read(connection);
        }
        catch (Exception e)
        {
            var lost = connection.IsLost(e);
            connection.Dispose(); // may be broken; the next read opens another
            if (!lost) throw;
            result = default;
            return false;
        }

        if (_disposed) connection.Dispose();
        else _idle.Add(connection);
        return true;
    }
}
