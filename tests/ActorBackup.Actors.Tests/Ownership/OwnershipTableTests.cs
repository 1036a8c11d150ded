using ActorBackup.Actors.Ownership;
using ActorBackup.Actors.Ownership.Sql;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Ownership;
using Npgsql;
using TestTools;

namespace ActorBackup.Actors.Tests.Ownership;

public sealed class FakeOwnershipTableTests : OwnershipTableContract
{
    private FakeOwnershipTable? _table;

    internal override IOwnershipTable Open() => _table ??= new FakeOwnershipTable();
}

public sealed class SqliteOwnershipTableTests : OwnershipTableContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ownership-").FullName;

    internal override IOwnershipTable Open() =>
        new SqliteOwnershipTable($"Data Source={_folder}/cluster.db", Patience.Long, TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

public sealed class PostgresOwnershipTableTests(PostgresServer server) : OwnershipTableContract, IClassFixture<PostgresServer>
{
    private readonly string _database = server.NewDatabase();

    internal override IOwnershipTable Open() => new PostgresOwnershipTable(_database, Patience.Long, TimeProvider.System);

    [Fact]
    public async Task A_new_timeline_makes_everyone_join_anew_and_frees_nothing_at_once()
    {
        await Join("a-1", "a");
        await Take("a-1", "docs", 0);
        Say("UPDATE actorbackup_meta SET value = '1:00000009' WHERE key = 'timeline'");

        var reading = await Another().ReadAsync(null, default);

        Assert.Empty(reading.Nodes);
        Assert.Equal(new SourceRow("docs", "a-1", 1), reading.Sources!["docs"]);
    }

    [Fact]
    public async Task An_ordinary_user_may_ask_for_the_timeline()
    {
        Say("CREATE ROLE plain LOGIN; GRANT ALL ON SCHEMA public TO plain");
        await using var table = new PostgresOwnershipTable(
            _database.Replace("Username=postgres", "Username=plain", StringComparison.Ordinal), Patience.Long, TimeProvider.System);

        Assert.Empty((await table.ReadAsync(null, default)).Nodes);
    }

    [Fact]
    public async Task A_call_after_a_restart_of_the_server_works_at_the_second_try()
    {
        await Join("a-1", "a");
        var table = Another();
        await table.BeatAsync("a-1", default);
        server.Crash();
        await Assert.ThrowsAnyAsync<Exception>(() => table.BeatAsync("a-1", default));
        server.StartAgain();

        Assert.True(await table.BeatAsync("a-1", default));
    }

    private void Say(string statement)
    {
        using var connection = new NpgsqlConnection(_database);
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }
}

/// <summary>Limits of calls in tests: verdicts do not hang on how busy the machine is.</summary>
internal static class Patience
{
    public static TimeSpan Long { get; } = TimeSpan.FromSeconds(60);
}
