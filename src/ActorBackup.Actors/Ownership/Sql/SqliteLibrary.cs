using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>Gives Microsoft.Data.Sqlite the system's SQLite, also when the journal plugin has done so before.</summary>
public static class SqliteLibrary
{
    private static readonly Lazy<bool> Registered = new(RegisterOnce);

    public static void Register() => _ = Registered.Value;

    private static bool RegisterOnce()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Find);
        }
        catch (InvalidOperationException)
        {
            // One is set already, and it finds the same library.
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static IntPtr Find(string name, Assembly assembly, DllImportSearchPath? search)
    {
        foreach (var candidate in (string[])["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3", name])
            if (NativeLibrary.TryLoad(candidate, assembly, search, out var library)) return library;
        return IntPtr.Zero;
    }
}
