using System.Data.Common;
using System.Text;

namespace Akka.Persistence.Tests.Support;

/// <summary>A database of one test, and a look into it from outside the journal.</summary>
internal interface ITestDatabase : IDisposable
{
    /// <summary>As <c>provider-name</c> says it.</summary>
    string Provider { get; }

    string ConnectionString { get; }

    DbConnection Open();

    /// <summary>Until disposed, what others write waits.</summary>
    IDisposable BlockWriters();
}

internal static class TestDatabaseExtensions
{
    /// <summary>The rows of a query, each as its values joined by '|'; NULL is empty, bytes are UTF-8, false and true 0 and 1.</summary>
    public static IReadOnlyList<string> Rows(this ITestDatabase database, string sql)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
        return rows;
    }

    public static void Run(this ITestDatabase database, string sql)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Text(object value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        bool flag => flag ? "1" : "0",
        _ => value.ToString(),
    };
}
