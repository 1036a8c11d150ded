using System.Collections.Concurrent;
using System.Data.Common;

namespace Akka.Persistence.Sql.Db;

/// <summary>Writes to one database on a thread of its own. All that waits is committed together: one transaction, one fsync,
/// and if one write of it fails none is done. Safe for concurrent use.</summary>
internal sealed class SqlWriteQueue : IDisposable
{
    /// <summary>Bounds how long the first writer of a batch waits for the last.</summary>
    private const int MaxBatch = 512;

    /// <summary>For a disk that hangs: the system must stop all the same, and then nobody was told of those writes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SqlPluginSettings _settings;
    private readonly IReadOnlyList<string> _tables;
    private readonly BlockingCollection<Write> _waiting = [];
    private readonly Thread _thread;
    private DbConnection? _connection;
    private bool _initialized;

    /// <param name="settings">Where to write.</param>
    /// <param name="tables">Statements that create what is written to; run before the first write.</param>
    /// <param name="name">Of the thread.</param>
    public SqlWriteQueue(SqlPluginSettings settings, IReadOnlyList<string> tables, string name)
    {
        _settings = settings;
        _tables = tables;
        _initialized = !settings.AutoInitialize;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Done when what <paramref name="statements"/> say is on disk, all of it.</summary>
    public Task WriteAsync(params IReadOnlyList<SqlStatement> statements) => Enqueue(statements);

    /// <summary>Done when the tables are there and everything handed in before is written or has failed.</summary>
    public Task CaughtUpAsync() => Enqueue([]);

    /// <summary>Takes no more, and waits for what was handed in, so that who opens the database next sees all of it.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join(Patience);
    }

    private Task Enqueue(IReadOnlyList<SqlStatement> statements)
    {
        var write = new Write(statements, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            _waiting.Add(write);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException(new ObjectDisposedException(nameof(SqlWriteQueue), "The plugin has stopped and writes no more."));
        }

        return write.Done.Task;
    }

    private void Run()
    {
        var batch = new List<Write>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MaxBatch && _waiting.TryTake(out var next)) batch.Add(next);
            Commit(batch);
            batch.Clear();
        }

        _connection?.Dispose();
        _waiting.Dispose();
    }

    private void Commit(List<Write> batch)
    {
        var failure = Attempt(batch, out var lost) is { } first ? (lost ? Attempt(batch, out _) : first) : null;
        foreach (var write in batch)
        {
            if (failure is null) write.Done.SetResult();
            else write.Done.SetException(failure);
        }
    }

    /// <param name="lost">The connection was kept from before and was gone when used, as after a restart of the server: nothing was
    /// committed, and another may do.</param>
    /// <returns>Null when all of the batch is committed.</returns>
    private Exception? Attempt(List<Write> batch, out bool lost)
    {
        var (kept, committing) = (_connection is not null, false);
        lost = false;
        try
        {
            var connection = Connection();
            var statements = batch.SelectMany(w => w.Statements).ToArray();
            if (statements.Length > 0) InTransaction(connection, statements, () => committing = true);
            return null;
        }
        catch (Exception e)
        {
            lost = kept && !committing && _connection.IsLost(e);
            // After an error the connection may be of no use; the next batch gets a new one.
            Quietly(_connection);
            _connection = null;
            return e;
        }
    }

    private DbConnection Connection()
    {
        _connection ??= _settings.Dialect.Open(_settings.ConnectionString);
        if (_initialized) return _connection;

        InTransaction(_connection, [.. _tables.Select(table => new SqlStatement(table))], () => { });
        _initialized = true;
        return _connection;
    }

    private static void InTransaction(DbConnection connection, IReadOnlyList<SqlStatement> statements, Action beforeCommit)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute(statements);
            beforeCommit();
            transaction.Commit();
        }
        finally
        {
            Quietly(transaction);
        }
    }

    /// <summary>A disk error has ended the transaction already, and to roll it back again fails; the first failure is the one to report.</summary>
    private static void Quietly(IDisposable? disposable)
    {
        try
        {
            disposable?.Dispose();
        }
        catch (DbException)
        {
        }
    }

    /// <param name="Statements">None for one that only waits.</param>
    /// <param name="Done">Set when the batch is committed or has failed.</param>
    private sealed record Write(IReadOnlyList<SqlStatement> Statements, TaskCompletionSource Done);
}
