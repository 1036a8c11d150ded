using System.Data.Common;

namespace Akka.Persistence.Tests.Support;

/// <summary>A transaction that is rolled back when disposed, and its connection with it.</summary>
internal sealed class OpenTransaction : IDisposable
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;

    /// <param name="first">Run inside it, if not null.</param>
    public OpenTransaction(DbConnection connection, string? first = null)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction();
        if (first is null) return;
        using var command = connection.CreateCommand();
        command.CommandText = first;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }
}
