using ActorBackup.Actors.Ownership.Sql;
using Microsoft.Data.Sqlite;

namespace ActorBackup.Node.Hosting;

/// <summary>Prepares the journal's file before the actor system opens it: the plugin itself would leave it without a write-ahead log.</summary>
internal static class ManifestDatabase
{
    /// <exception cref="DataFolderException">The file is no database, or damaged.</exception>
    public static void Prepare(string path)
    {
        SqliteLibrary.Register();
        if (!File.Exists(path)) File.Create(path).Dispose();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            using var connection = new SqliteConnection(ConnectionString(path));
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=wal";    // alone: what follows a row in one command loses its errors
            if (command.ExecuteScalar() as string is not "wal" and var mode)
                throw new DataFolderException($"the journal {path} cannot use a write-ahead log (mode '{mode}'): put `node.data` on a local filesystem");
        }
        catch (SqliteException damage)
        {
            throw new DataFolderException(
                $"the journal {path} cannot be opened: {damage.Message}. Stop the node and move it away with its -wal and -shm files: the next start adopts the snapshots from their stores", cause: damage);
        }
    }

    private static string ConnectionString(string path) => new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
}
