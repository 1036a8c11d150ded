using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using Npgsql;

namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>The shared tables in PostgreSQL. Statements are <see cref="PostgresStatements"/>.</summary>
internal sealed class PostgresOwnershipTable : IOwnershipTable
{
    private readonly string _connectionString;
    private readonly SqlLane _beats;
    private readonly SqlLane _others;
    private volatile bool _isPrepared;

    public PostgresOwnershipTable(string connectionString, TimeSpan limit, TimeProvider time)
    {
        _connectionString = Impatient(connectionString, limit);
        (_beats, _others) = (new SqlLane(Open, limit, time), new SqlLane(Open, limit, time));
    }

    public async Task<JoinAnswer> JoinAsync(
        string incarnation, NodeFace face, ImmutableSortedDictionary<string, string?> shared, ImmutableList<string> former, CancellationToken stop)
    {
        var others = await _others.RunAsync((connection, cancel) => Rows(connection, PostgresStatements.Join, row => RowText.ToNode(row), cancel,
            ("me", incarnation), ("node", face.Node.Value), ("address", face.Akka), ("http", face.Http), ("roles", RowText.Of(face.Roles)),
            ("sources", RowText.Of(shared)), ("product", face.Version), ("runtime", face.Runtime), ("started", RowText.Of(face.StartedAt)),
            ("authorities", face.Authorities),
            ("former", former.ToArray())), stop);
        return new JoinAnswer(others.FirstOrDefault());
    }

    public async Task<bool> BeatAsync(string incarnation, CancellationToken stop) =>
        await _beats.RunAsync((connection, cancel) => Run(connection, PostgresStatements.Beat, cancel, ("me", incarnation)), stop) > 0;

    public Task<TableReading> ReadAsync(long? known, CancellationToken stop) => _others.RunAsync((connection, cancel) => Read(connection, known, cancel), stop);

    public async Task<bool> FenceAsync(string incarnation, long version, CancellationToken stop)
    {
        var gone = await _others.RunAsync((connection, cancel) =>
            Rows(connection, PostgresStatements.Fence, row => row.GetString(0), cancel, ("who", incarnation), ("version", version)), stop);
        return gone.Count > 0;
    }

    public async Task<Taken> TakeAsync(string incarnation, IReadOnlyCollection<SourceRow> seen, CancellationToken stop)
    {
        var rows = await _others.RunAsync((connection, cancel) =>
            Rows(connection, PostgresStatements.Take, row => (Row: RowText.ToSource(row), Generation: row.GetInt64(3)), cancel, [("me", incarnation), .. Columns(seen)]), stop);
        return new Taken(rows.IsEmpty ? 0 : rows[0].Generation, [.. rows.Select(row => row.Row)]);
    }

    public Task FreeAsync(string incarnation, IReadOnlyCollection<SourceRow> sources, CancellationToken stop) =>
        Do(PostgresStatements.Free, stop, [("me", incarnation), .. Columns(sources)]);

    public async Task<bool> RaiseEpochAsync(string incarnation, string source, long epoch, CancellationToken stop) =>
        await Do(PostgresStatements.RaiseEpoch, stop, ("me", incarnation), ("source", source), ("epoch", epoch)) > 0;

    public Task DeclareAsync(string incarnation, ImmutableSortedDictionary<string, string?> shared, NodeStanding standing, CancellationToken stop) =>
        Do(PostgresStatements.Declare, stop, ("me", incarnation), ("sources", RowText.Of(shared)), ("standing", (int)standing));

    public Task LeaveAsync(string incarnation, CancellationToken stop) => Do(PostgresStatements.Leave, stop, ("me", incarnation));

    public Task PutOutAsync(string incarnation, CancellationToken stop) => Do(PostgresStatements.PutOut, stop, ("me", incarnation));

    public async Task<string> NodeTokenAsync(CancellationToken stop)
    {
        await Do(PostgresStatements.MakeToken, stop, ("token", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));
        return (await _others.RunAsync((connection, cancel) => Rows(connection, PostgresStatements.ReadToken, row => row.GetString(0), cancel), stop)).Single();
    }

    public Task PublishLocalAsync(NodeId node, ImmutableSortedDictionary<string, string> lines, CancellationToken stop) =>
        Do(PostgresStatements.PublishLocal, stop, ("node", node.Value), ("sources", lines.Keys.ToArray()), ("lines", lines.Values.ToArray()));

    public Task<ImmutableList<LocalLine>> ReadLocalAsync(CancellationToken stop) =>
        _others.RunAsync((connection, cancel) => Rows(connection, PostgresStatements.ReadLocal, RowText.ToLine, cancel), stop);

    public async ValueTask DisposeAsync()
    {
        await _beats.DisposeAsync();
        await _others.DisposeAsync();
    }

    private Task<int> Do(string statement, CancellationToken stop, params (string Name, object Value)[] parameters) =>
        _others.RunAsync((connection, cancel) => Run(connection, statement, cancel, parameters), stop);

    /// <summary>All of it as of one moment, in one round trip.</summary>
    private static async Task<TableReading> Read(DbConnection connection, long? known, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection)
        {
            BatchCommands =
            {
                new(PostgresStatements.BeginReading), new(PostgresStatements.ReadGeneration), new(PostgresStatements.ReadNodes),
                new(PostgresStatements.ReadSources) { Parameters = { new NpgsqlParameter("known", known ?? -1L) } }, new(PostgresStatements.EndReading),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(stop);
        var generation = (await All(reader, row => row.GetInt64(0), stop)).Single();
        await reader.NextResultAsync(stop);
        var nodes = await All(reader, row => RowText.ToNode(row), stop);
        await reader.NextResultAsync(stop);
        var sources = await All(reader, RowText.ToSource, stop);
        return new TableReading(generation, nodes, generation == known ? null : sources.ToImmutableDictionary(row => row.Source, StringComparer.Ordinal));
    }

    private static async Task<int> Run(DbConnection connection, string statement, CancellationToken stop, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, statement, parameters);
        return await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task<ImmutableList<T>> Rows<T>(
        DbConnection connection, string statement, Func<DbDataReader, T> read, CancellationToken stop, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, statement, parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await All(reader, read, stop);
    }

    private static async Task<ImmutableList<T>> All<T>(DbDataReader reader, Func<DbDataReader, T> read, CancellationToken stop)
    {
        var rows = ImmutableList.CreateBuilder<T>();
        while (await reader.ReadAsync(stop)) rows.Add(read(reader));
        return rows.ToImmutable();
    }

    private static NpgsqlCommand Command(DbConnection connection, string statement, (string Name, object Value)[] parameters)
    {
        var command = new NpgsqlCommand(statement, (NpgsqlConnection)connection);
        foreach (var (name, value) in parameters) command.Parameters.Add(new NpgsqlParameter(name, value));
        return command;
    }

    private static (string, object)[] Columns(IReadOnlyCollection<SourceRow> rows) =>
        [("sources", rows.Select(row => row.Source).ToArray()), ("epochs", rows.Select(row => row.Epoch).ToArray())];

    private async Task<DbConnection> Open(CancellationToken stop)
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(stop);
            if (!_isPrepared) await Prepare(connection, stop);
            await Run(connection, PostgresStatements.Durable, stop);
            await Run(connection, PostgresStatements.CheckTimeline, stop);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task Prepare(NpgsqlConnection connection, CancellationToken stop)
    {
        if (!(await Rows(connection, PostgresStatements.IsPrepared, row => row.GetBoolean(0), stop)).Single())
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var statement in PostgresStatements.Prepare) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
            await batch.ExecuteNonQueryAsync(stop);
        }

        _isPrepared = true;
    }

    private static string Impatient(string text, TimeSpan limit)
    {
        var seconds = Math.Max(1, (int)limit.TotalSeconds);
        var settings = new NpgsqlConnectionStringBuilder(text)
        {
            Pooling = false,            // the lanes keep connections, and a fresh one must be fresh
            Timeout = seconds,
            CommandTimeout = seconds,
            CancellationTimeout = -1,   // who hangs is left behind, not asked to stop
            Enlist = false,
            ApplicationName = "actorbackup",
        };
        // What was left behind must not go on waiting in the server.
        if (string.IsNullOrEmpty(settings.Options)) settings.Options = $"-c statement_timeout={seconds * 1000}";
        return settings.ConnectionString;
    }
}
