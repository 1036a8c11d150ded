using ActorBackup.Actors.Serialization;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace Scenarios.Cluster;

/// <summary>What the scenarios see of the shared database, without any node.</summary>
public sealed class SharedJournalTests
{
    private static readonly string[] Tables =
    [
        "CREATE TABLE journal (ordering INTEGER PRIMARY KEY, persistence_id VARCHAR(255), sequence_number BIGINT, writer_uuid VARCHAR(128), manifest VARCHAR(500), message BYTES)",
        "CREATE TABLE actorbackup_sources (source VARCHAR(255) PRIMARY KEY, incarnation VARCHAR(64), epoch BIGINT)",
        "CREATE TABLE actorbackup_nodes (incarnation VARCHAR(64) PRIMARY KEY, node VARCHAR(64))",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sees_every_row_and_every_change_of_owner_also_those_that_are_gone(bool postgres)
    {
        await using var cluster = postgres ? ClusterSandbox.OnPostgres(1) : ClusterSandbox.OnSqlite(1);
        if (!postgres) await File.WriteAllBytesAsync(Path.Combine(cluster.Root, "cluster.db"), []);
        foreach (var table in Tables) await DoAsync(cluster, table.Replace("BYTES", postgres ? "bytea" : "BLOB", StringComparison.Ordinal));
        await DoAsync(cluster, "INSERT INTO actorbackup_sources VALUES ('map', 'a', 1)");
        await DoAsync(cluster, "INSERT INTO actorbackup_nodes VALUES ('b', 'n2')");
        await AddAsync(cluster, 1, "before");

        await cluster.Journal.TapAsync();
        await AddAsync(cluster, 2, "after");
        await DoAsync(cluster, "DELETE FROM journal");
        await DoAsync(cluster, "UPDATE actorbackup_sources SET incarnation = NULL");
        await DoAsync(cluster, "UPDATE actorbackup_sources SET incarnation = 'b', epoch = 2");

        Assert.Equal(["before", "after"], (await cluster.Journal.RowsAsync()).Select(row => ((TriggerAccepted)row.Event).Trigger.Id.Value));
        Assert.Equal([("a", 1), (null, 1), ("b", 2)], (await cluster.Journal.GrantsAsync()).Select(grant => (grant.Incarnation, grant.Epoch)));
        Assert.Equal("n2", (await cluster.Journal.OwnersAsync())["map"]);
    }

    private static async Task AddAsync(ClusterSandbox cluster, int number, string trigger)
    {
        var stored = new StoredFormatSerializer(null!);
        var accepted = new TriggerAccepted(Some.Trigger(TriggerKind.Signal, trigger), Some.Noon);
        await DoAsync(
            cluster, $"INSERT INTO journal VALUES ({number}, 'shared-map', {number}, 'w', '{stored.Manifest(accepted)}', @message)", ("@message", stored.ToBinary(accepted)));
    }

    private static async Task DoAsync(ClusterSandbox cluster, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await cluster.Database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync();
    }
}
