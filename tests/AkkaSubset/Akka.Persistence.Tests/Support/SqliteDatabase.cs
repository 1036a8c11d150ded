using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Tests.Support;

/// <summary>A file in a folder of its own.</summary>
internal sealed class SqliteDatabase : ITestDatabase
{
    private static readonly Lock Once = new();

    public SqliteDatabase() => UseSystemLibrary();

    public TempFolder Folder { get; } = new();

    public string File => Folder.File("a.db");

    public string Provider => "SQLite.MS";

    public string ConnectionString => $"Data Source={File}";

    public DbConnection Open() => Open(File);

    public static DbConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    public IDisposable BlockWriters() => new OpenTransaction(Open());

    public void Dispose() => Folder.Dispose();

    /// <summary>Gives Microsoft.Data.Sqlite the system's SQLite. Akka.NET's plugin leaves that to the application.</summary>
    private static void UseSystemLibrary()
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
