using System.Collections.Immutable;
using System.Security.Cryptography;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using Microsoft.Data.Sqlite;

namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>The shared tables in one SQLite file, for nodes of one machine. Statements are <see cref="SqliteStatements"/>.</summary>
/// <remarks>A node that is stopped in the middle of a transaction keeps all others from writing until it goes on or dies: then they stop too.</remarks>
internal sealed class SqliteOwnershipTable : IOwnershipTable
{
    private readonly SqlLane _beats;
    private readonly SqlLane _others;

    public SqliteOwnershipTable(string connectionString, TimeSpan limit, TimeProvider time)
    {
        var opening = new SqliteOpening(connectionString, limit);
        (_beats, _others) = (new SqlLane(opening.Open, limit, time), new SqlLane(opening.Open, limit, time));
    }

    public Task<JoinAnswer> JoinAsync(
        string incarnation, NodeFace face, ImmutableSortedDictionary<string, string?> shared, ImmutableList<string> former, CancellationToken stop) =>
        Write(connection =>
        {
            var others = connection.Rows(SqliteStatements.Nodes, row => RowText.ToNode(row)).Where(row => face.Unlike(row.Face) is not null);
            if (others.FirstOrDefault() is { } other) return new JoinAnswer(other);
            foreach (var one in former)
            {
                connection.Run(SqliteStatements.Delete, ("me", one));
                connection.Run(SqliteStatements.FreeAll, ("me", one));
            }

            connection.Run(SqliteStatements.Bump);
            connection.Run(SqliteStatements.InsertNode,
                ("me", incarnation), ("node", face.Node.Value), ("address", face.Akka), ("http", face.Http), ("roles", RowText.Of(face.Roles)),
                ("sources", RowText.Of(shared)), ("product", face.Version), ("runtime", face.Runtime), ("started", RowText.Of(face.StartedAt)),
                ("authorities", face.Authorities));
            return new JoinAnswer(null);
        }, stop);

    public Task<bool> BeatAsync(string incarnation, CancellationToken stop) =>
        _beats.RunAsync((connection, _) => Task.FromResult(((SqliteConnection)connection).Run(SqliteStatements.Beat, ("me", incarnation)) > 0), stop);

    public Task<TableReading> ReadAsync(long? known, CancellationToken stop) => _others.RunAsync((connection, _) => Task.FromResult(Read((SqliteConnection)connection, known)), stop);

    public Task<bool> FenceAsync(string incarnation, long version, CancellationToken stop) => Write(connection =>
    {
        if (connection.Run(SqliteStatements.DeleteSeen, ("me", incarnation), ("version", version)) == 0) return false;
        connection.Run(SqliteStatements.FreeAll, ("me", incarnation));
        connection.Run(SqliteStatements.Bump);
        return true;
    }, stop);

    public Task<Taken> TakeAsync(string incarnation, IReadOnlyCollection<SourceRow> seen, CancellationToken stop) => Write(connection =>
    {
        if (connection.Rows(SqliteStatements.IsUp, _ => true, ("me", incarnation)).IsEmpty) return new Taken(0, []);
        var taken = seen
            .Where(row => connection.Run(SqliteStatements.Take, ("me", incarnation), ("source", row.Source), ("epoch", row.Epoch)) > 0)
            .Select(row => row with { Owner = incarnation, Epoch = row.Epoch + 1 })
            .ToImmutableList();
        if (taken.IsEmpty) return new Taken(0, []);
        connection.Run(SqliteStatements.Bump);
        return new Taken(connection.Rows(SqliteStatements.Generation, row => row.GetInt64(0)).Single(), taken);
    }, stop);

    public Task FreeAsync(string incarnation, IReadOnlyCollection<SourceRow> sources, CancellationToken stop) => Write(connection =>
    {
        var freed = sources.Sum(row => connection.Run(SqliteStatements.Free, ("me", incarnation), ("source", row.Source), ("epoch", row.Epoch)));
        return freed > 0 && connection.Run(SqliteStatements.Bump) > 0;
    }, stop);

    public Task<bool> RaiseEpochAsync(string incarnation, string source, long epoch, CancellationToken stop) =>
        Change(SqliteStatements.RaiseEpoch, stop, ("me", incarnation), ("source", source), ("epoch", epoch));

    public Task DeclareAsync(string incarnation, ImmutableSortedDictionary<string, string?> shared, NodeStanding standing, CancellationToken stop) =>
        Change(SqliteStatements.Declare, stop, ("me", incarnation), ("sources", RowText.Of(shared)), ("standing", (int)standing));

    public Task LeaveAsync(string incarnation, CancellationToken stop) => Write(connection =>
    {
        connection.Run(SqliteStatements.FreeAll, ("me", incarnation));
        return connection.Run(SqliteStatements.Delete, ("me", incarnation)) > 0 && connection.Run(SqliteStatements.Bump) > 0;
    }, stop);

    public Task PutOutAsync(string incarnation, CancellationToken stop) => Change(SqliteStatements.PutOut, stop, ("me", incarnation));

    public Task<string> NodeTokenAsync(CancellationToken stop) => Write(connection =>
    {
        connection.Run(SqliteStatements.MakeToken, ("token", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));
        return connection.Rows(SqliteStatements.ReadToken, row => row.GetString(0)).Single();
    }, stop);

    public Task PublishLocalAsync(NodeId node, ImmutableSortedDictionary<string, string> lines, CancellationToken stop) => Write(connection =>
    {
        connection.Run(SqliteStatements.DeleteLocal, ("node", node.Value));
        foreach (var (source, line) in lines) connection.Run(SqliteStatements.InsertLocal, ("node", node.Value), ("source", source), ("line", line));
        return true;
    }, stop);

    public Task<ImmutableList<LocalLine>> ReadLocalAsync(CancellationToken stop) =>
        _others.RunAsync((connection, _) => Task.FromResult(((SqliteConnection)connection).Rows(SqliteStatements.ReadLocal, RowText.ToLine)), stop);

    public async ValueTask DisposeAsync()
    {
        await _beats.DisposeAsync();
        await _others.DisposeAsync();
    }

    private static TableReading Read(SqliteConnection connection, long? known)
    {
        using var moment = connection.BeginTransaction(deferred: true);
        var generation = connection.Rows(SqliteStatements.Generation, row => row.GetInt64(0)).Single();
        return new TableReading(generation, connection.Rows(SqliteStatements.Nodes, row => RowText.ToNode(row)), generation == known ? null
            : connection.Rows(SqliteStatements.Sources, RowText.ToSource).ToImmutableDictionary(row => row.Source, StringComparer.Ordinal));
    }

    private Task<bool> Change(string statement, CancellationToken stop, params (string Name, object Value)[] parameters) =>
        Write(connection => connection.Run(statement, parameters) > 0 && connection.Run(SqliteStatements.Bump) > 0, stop);

    private Task<T> Write<T>(Func<SqliteConnection, T> work, CancellationToken stop) => _others.RunAsync((connection, _) =>
    {
        var sqlite = (SqliteConnection)connection;
        using var transaction = sqlite.BeginTransaction(deferred: false);
        var result = work(sqlite);
        transaction.Commit();
        return Task.FromResult(result);
    }, stop);
}
