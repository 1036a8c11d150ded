using System.Collections.Concurrent;
using System.Data.Common;

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
        var connection = _idle.TryTake(out var idle) ? idle : settings.Dialect.Open(settings.ConnectionString);
        T result;
        try
        {
            result = read(connection);
        }
        catch
        {
            connection.Dispose(); // may be broken; the next read opens another
            throw;
        }

        if (_disposed) connection.Dispose();
        else _idle.Add(connection);
        return result;
    }
}
