using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Akka.Persistence.Sql.Db;

/// <summary>Gives Microsoft.Data.Sqlite the system's SQLite, unless somebody in the process has given it one before.</summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<bool> Ready = new(Register);

    public static void Ensure() => _ = Ready.Value;

    private static bool Register()
    {
        if (HasProvider()) return true;
        var assembly = typeof(SQLite3Provider_e_sqlite3).Assembly;
        try
        {
            NativeLibrary.SetDllImportResolver(assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // Somebody has set one already; theirs finds the library as well.
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static bool HasProvider()
    {
        try
        {
            return raw.sqlite3_libversion_number() > 0;
        }
        catch (Exception)
        {
            return false; // raw has no way to ask; it throws a bare Exception
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? paths)
    {
        foreach (var candidate in (string[])["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3", name])
        {
            if (NativeLibrary.TryLoad(candidate, assembly, paths, out var library)) return library;
        }

        return IntPtr.Zero;
    }
}
