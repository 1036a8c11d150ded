using System.Data.Common;
using ActorBackup.Actors.Serialization;
using ActorBackup.Core.Manifests;
using Scenarios.History;

namespace Scenarios.Cluster;

/// <summary>Reads what the nodes committed to the shared database, past the nodes.</summary>
/// <remarks>A checkpoint deletes the rows it stands for, and the ownership table holds the present alone; so both are copied by triggers of their own from
/// <see cref="TapAsync()"/> on, together with what was there before.</remarks>
public sealed class SharedJournal(ISharedDatabase database)
{
    private const string OfShared = "shared-";
    private static readonly StoredFormatSerializer Stored = new(system: null!);   // reading needs none

    /// <summary>Waits until the nodes have made their tables: of owners before any has one, or little later.</summary>
    public async Task TapAsync()
    {
        await TapAsync("actorbackup_sources", database.GrantTaps);
        await TapAsync("journal", database.RowTaps);
    }

    /// <summary>In the order in which they were inserted; within a source that is the journal's.</summary>
    public async Task<IReadOnlyList<JournalRow>> RowsAsync() => await ReadAsync(
        "SELECT persistence_id, sequence_number, writer_uuid, manifest, message, at FROM seen_rows ORDER BY no",
        row => row.GetString(0) is var id && id.StartsWith(OfShared, StringComparison.Ordinal) && Stored.FromBinary((byte[])row[4], row.GetString(3)) is ISourceEvent happened
            ? new JournalRow(id[OfShared.Length..], row.GetInt64(1), row.GetString(2), happened) { WrittenAt = row.GetDouble(5) } : null);

    public async Task<IReadOnlyList<Grant>> GrantsAsync() => await ReadAsync(
        "SELECT no, source, incarnation, epoch, at FROM seen_grants ORDER BY no",
        row => new Grant(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt64(3)) { WrittenAt = row.GetDouble(4) });

    /// <summary>Who owns each source now, by node name; null where nobody does.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> OwnersAsync()
    {
        var rows = await ReadAsync(
            "SELECT s.source, n.node FROM actorbackup_sources s LEFT JOIN actorbackup_nodes n ON n.incarnation = s.incarnation",
            row => new Owned(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)));
        return rows.ToDictionary(row => row.Source, row => row.Node);
    }

    /// <summary>Names of the nodes that are in the cluster now and may own sources.</summary>
    public Task<IReadOnlyList<string>> LiveAsync() => ReadAsync("SELECT node FROM actorbackup_nodes WHERE standing = 0", row => row.GetString(0));

    private sealed record Owned(string Source, string? Node);

    private async Task TapAsync(string table, IReadOnlyList<string> taps)
    {
        await Eventually.TrueAsync(() => HasAsync(table), $"the nodes have made the table {table}");
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var sql in taps)
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            await command.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    private async Task<bool> HasAsync(string table)
    {
        try
        {
            await ReadAsync($"SELECT count(*) FROM {table}", row => row);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T?> read) where T : class
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync()) if (read(rows) is { } one) found.Add(one);
        return found;
    }
}
