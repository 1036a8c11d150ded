using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;

namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>Rows of the shared tables as columns, alike in both databases.</summary>
internal static class RowText
{
    /// <summary>In the order that <see cref="ToNode"/> reads.</summary>
    public const string NodeColumns = "incarnation, node, address, http, roles, sources, product, runtime, standing, version, joined, started, authorities";

    public static NodeRow ToNode(DbDataReader row, int from = 0) => new(
        row.GetString(from),
        new NodeFace(
            new NodeId(row.GetString(from + 1)), row.GetString(from + 2), row.GetString(from + 3), row.GetString(from + 6), row.GetString(from + 7),
            [.. Lines(row.GetString(from + 4))], ToTime(row.GetString(from + 11)))
        { Authorities = row.GetString(from + 12) },
        ToShared(row.GetString(from + 5)), (NodeStanding)row.GetInt32(from + 8), row.GetInt64(from + 9), row.GetInt64(from + 10));

    public static SourceRow ToSource(DbDataReader row) => new(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2));

    public static LocalLine ToLine(DbDataReader row) => new(new NodeId(row.GetString(0)), row.GetString(1), row.GetString(2));

    public static string Of(ImmutableHashSet<string> roles) => string.Join('\n', roles.Order(StringComparer.Ordinal));

    /// <summary>A source a line; the role it asks for behind a space.</summary>
    public static string Of(ImmutableSortedDictionary<string, string?> shared) =>
        string.Join('\n', shared.Select(source => source.Value is null ? source.Key : $"{source.Key} {source.Value}"));

    public static string Of(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static DateTimeOffset ToTime(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static ImmutableSortedDictionary<string, string?> ToShared(string text) => Lines(text)
        .Select(line => line.Split(' ', 2))
        .ToImmutableSortedDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1), StringComparer.Ordinal);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
