using Akka.Persistence.Tests.Support;
using static Akka.Persistence.Tests.Support.Recorder;

namespace Akka.Persistence.Tests.Sql;

public sealed class SqlitePluginTests() : SqlPluginContract(new SqliteDatabase(), new SqliteDatabase())
{
    [Fact]
    public async Task Creates_the_tables_and_indexes_by_their_names()
    {
        await AskAsync<string>("a", new Write("one"));
        await AskAsync<SaveSnapshotSuccess>("a", new Checkpoint());

        Assert.Equal(
            [
                "index journal_created_idx", "index journal_sequence_number_idx", "index journal_uq", "index snapshot_created_idx",
                "index snapshot_sequence_number_idx", "index tags_persistence_id_sequence_nr_idx", "index tags_tag_idx",
                "table journal", "table snapshot", "table tags",
            ],
            Main.Rows("SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1"));
    }

    [Fact]
    public async Task Leaves_the_journal_mode_of_the_file_alone()
    {
        await AskAsync<string>("a", new Write("one"));

        Assert.Equal(["delete"], Main.Rows("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Has_room_for_two_nodes_on_one_file_with_a_write_ahead_log()
    {
        Main.Run("PRAGMA journal_mode = WAL");

        await Has_room_for_two_nodes_that_start_at_once_and_write_at_once();

        Assert.Equal(["wal"], Main.Rows("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Has_on_disk_what_it_acknowledged()
    {
        var folder = ((SqliteDatabase)Main).Folder;
        await AskAsync<string>("a", new Write("one"));
        Main.Run("PRAGMA journal_mode = WAL");
        await AskAsync<string>("a", new Write("two"));

        // What a power cut at this moment would leave.
        using var copy = new SqliteDatabase();
        foreach (var file in Directory.GetFiles(folder.Path, "a.db*")) File.Copy(file, copy.Folder.File(Path.GetFileName(file)));

        Assert.Equal(["one", "two"], copy.Rows("SELECT message FROM journal ORDER BY sequence_number"));
    }
}
