using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Tests.Support;

/// <summary>Looks into a database file from outside the journal.</summary>
internal static class Database
{
    private static readonly Lock Once = new();

    /// <summary>The rows of a query, each as its values joined by '|'; NULL is empty.</summary>
    public static IReadOnlyList<string> Rows(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i))));
        return rows;
    }

    public static void Run(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static SqliteConnection Open(string file)
    {
        UseSystemLibrary();
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Gives Microsoft.Data.Sqlite the system's SQLite. Akka.NET's plugin leaves that to the application.</summary>
    public static void UseSystemLibrary()
    {
        lock (Once)
        {
            if (HasProvider()) return;
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (_, _, _) => NativeLibrary.Load("libsqlite3.so.0"));
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
        }
    }

    private static bool HasProvider()
    {
        try
        {
            return raw.sqlite3_libversion_number() > 0;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
