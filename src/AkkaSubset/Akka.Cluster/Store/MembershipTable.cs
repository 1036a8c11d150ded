using System.Collections.Immutable;
using System.Data.Common;
using Akka.Actor;
using Akka.Cluster.Membership;

namespace Akka.Cluster.Store;

/// <summary>The members of one cluster in the shared database: a row for each address. Not for two threads at once; a call may take seconds.</summary>
/// <remarks>One table serves several clusters: a row is of the system that it names.</remarks>
internal sealed class MembershipTable(Func<DbConnection> open, string system) : IDisposable
{
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS akka_cluster_members (system TEXT NOT NULL, address TEXT NOT NULL, uid INTEGER NOT NULL, roles TEXT NOT NULL,
          status INTEGER NOT NULL, up_number INTEGER NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (system, address))
        """;

    private const string OfNode = " WHERE system = @system AND address = @address AND uid = @uid";

    private DbConnection _connection;

    /// <summary>Writes the node's row as joining, in place of one of an earlier life at its address. Nothing changes if it is there already.</summary>
    public void Join(UniqueAddress node, IEnumerable<string> roles)
    {
        using var transaction = Connection.BeginTransaction();
        Execute("DELETE FROM akka_cluster_members WHERE system = @system AND address = @address AND uid <> @uid", [.. Key(node)], transaction);
        Execute(
            """
            INSERT INTO akka_cluster_members (system, address, uid, roles, status, up_number, version)
            VALUES (@system, @address, @uid, @roles, @status, @up_number, 0) ON CONFLICT DO NOTHING
            """,
            [.. Key(node), ("@roles", string.Join('\n', roles)), ("@status", (int)MemberStatus.Joining), ("@up_number", int.MaxValue)],
            transaction);
        transaction.Commit();
    }

    /// <summary>Shows that the node lives. Nothing happens if it has no row or is down.</summary>
    public void Beat(UniqueAddress node) => Execute(
        "UPDATE akka_cluster_members SET version = version + 1" + OfNode + " AND status <> @down",
        [.. Key(node), ("@down", (int)MemberStatus.Down)]);

    public void Leave(Address address) => Execute(
        "UPDATE akka_cluster_members SET status = @leaving WHERE system = @system AND address = @address AND status IN (@joining, @up)",
        [("@system", system), ("@address", address.ToString()), ("@leaving", (int)MemberStatus.Leaving), ("@joining", (int)MemberStatus.Joining), ("@up", (int)MemberStatus.Up)]);

    public void Down(Address address) => Execute(
        "UPDATE akka_cluster_members SET status = @down WHERE system = @system AND address = @address",
        [("@system", system), ("@address", address.ToString()), ("@down", (int)MemberStatus.Down)]);

    /// <summary>Takes away the row of a node that has left.</summary>
    public void Remove(UniqueAddress node) => Execute("DELETE FROM akka_cluster_members" + OfNode, [.. Key(node)]);

    /// <returns>False if the row is not as it was seen any more, and nothing was done.</returns>
    public bool Apply(Transition step)
    {
        var (row, from) = (step.Row, ("@from", (object)(int)step.Row.Status));
        return 0 < step.To switch
        {
            MemberStatus.Removed => Execute("DELETE FROM akka_cluster_members" + OfNode + " AND status = @from AND version = @version", [.. Key(row.Node), from, ("@version", row.Version)]),
            // A heartbeat in between makes it hit nothing: a member that has come back is not downed.
            MemberStatus.Down => Execute(
                "UPDATE akka_cluster_members SET status = @to" + OfNode + " AND status = @from AND version = @version",
                [.. Key(row.Node), from, ("@to", (int)step.To), ("@version", row.Version)]),
            MemberStatus.Up => Execute(
                """
                UPDATE akka_cluster_members SET status = @to, up_number =
                  (SELECT COALESCE(MAX(up_number), 0) + 1 FROM akka_cluster_members WHERE system = @system AND up_number < @never)
                """ + OfNode + " AND status = @from",
                [.. Key(row.Node), from, ("@to", (int)step.To), ("@never", int.MaxValue)]),
            _ => Execute("UPDATE akka_cluster_members SET status = @to" + OfNode + " AND status = @from", [.. Key(row.Node), from, ("@to", (int)step.To)]),
        };
    }

    public ImmutableArray<MemberRow> Read()
    {
        using var command = Command(
            Connection, "SELECT address, uid, roles, status, up_number, version FROM akka_cluster_members WHERE system = @system", [("@system", system)]);
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<MemberRow>();
        while (reader.Read())
        {
            var node = new UniqueAddress(Address.Parse(reader.GetString(0)), reader.GetInt32(1));
            var roles = reader.GetString(2).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            rows.Add(new MemberRow(node, [.. roles], (MemberStatus)reader.GetInt32(3), reader.GetInt32(4), reader.GetInt64(5)));
        }

        return rows.ToImmutable();
    }

    /// <summary>After a failure: the next call opens a new connection.</summary>
    public void Reset()
    {
        _connection?.Dispose();
        _connection = null;
    }

    public void Dispose() => Reset();

    private DbConnection Connection => _connection ??= Prepared(open());

    private static DbConnection Prepared(DbConnection connection)
    {
        try
        {
            using var command = Command(connection, Schema, []);
            try
            {
                command.ExecuteNonQuery();
            }
            catch (DbException)
            {
                command.ExecuteNonQuery(); // of two that make a table at once, PostgreSQL lets one fail in spite of IF NOT EXISTS
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private IEnumerable<(string, object)> Key(UniqueAddress node) => [("@system", system), ("@address", node.Address.ToString()), ("@uid", node.Uid)];

    private int Execute(string sql, (string Name, object Value)[] parameters, DbTransaction transaction = null)
    {
        using var command = Command(Connection, sql, parameters);
        command.Transaction = transaction;
        return command.ExecuteNonQuery();
    }

    private static DbCommand Command(DbConnection connection, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
