using Akka.Actor;
using Akka.Persistence.Tests.Support;
using Microsoft.Data.Sqlite;
using static Akka.Persistence.Tests.Support.Recorder;

namespace Akka.Persistence.Tests.Sql;

public sealed class SqlJournalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, IActorRef> _actors = [];
    private readonly string _file;
    private ActorSystem _system;

    public SqlJournalTests()
    {
        Database.UseSystemLibrary();
        _file = _folder.File("a.db");
        _system = Open();
    }

    [Fact]
    public async Task Has_all_events_again_in_the_next_process()
    {
        var texts = Enumerable.Range(1, 1200).Select(i => $"{i}").ToArray();
        await Task.WhenAll(texts.Chunk(100).Select(chunk => AskAsync<string>("a", new WriteAll(chunk))));

        await ReopenAsync();

        Assert.Equal(texts, (await AskAsync<Texts>("a", new List())).Items);
    }

    [Fact]
    public async Task Writes_the_columns_that_Akka_Persistence_Sql_reads()
    {
        await AskAsync<string>("a", new Write("one"));

        var row = Assert.Single(Database.Rows(_file,
            "SELECT ordering, deleted, persistence_id, sequence_number, CAST(message AS TEXT), manifest, identifier, length(writer_uuid) FROM journal"));
        Assert.Equal($"1|0|a|1|one|w1|{TextSerializer.Id}|32", row);
    }

    [Fact]
    public async Task Stamps_events_with_UTC_ticks()
    {
        await AskAsync<string>("a", new Write("one"));

        var created = new DateTime(long.Parse(Database.Rows(_file, "SELECT created FROM journal")[0]), DateTimeKind.Utc);
        Assert.InRange(created, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1), TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1));
    }

    [Fact]
    public async Task Takes_a_new_writer_id_for_each_start()
    {
        await AskAsync<string>("a", new Write("one"));
        await AskAsync<string>("b", new Write("one"));
        await ReopenAsync();
        await AskAsync<string>("a", new Write("two"));

        Assert.Equal(["2"], Database.Rows(_file, "SELECT COUNT(DISTINCT writer_uuid) FROM journal"));
    }

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
            Database.Rows(_file, "SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1"));
    }

    [Fact]
    public async Task Leaves_the_journal_mode_of_the_file_alone()
    {
        await AskAsync<string>("a", new Write("one"));

        Assert.Equal(["delete"], Database.Rows(_file, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Remembers_the_highest_number_after_all_events_are_deleted()
    {
        await AskAsync<string>("a", new WriteAll("one", "two", "three"));
        await AskAsync<DeleteMessagesSuccess>("a", new DropEvents(3));

        await ReopenAsync();

        Assert.Equal(3, (await AskAsync<Numbers>("a", new Count())).Last);
        Assert.Empty((await AskAsync<Texts>("a", new List())).Items);
    }

    [Fact]
    public async Task Keeps_of_deleted_events_only_the_row_of_the_highest()
    {
        await AskAsync<string>("a", new WriteAll("one", "two", "three", "four"));

        await AskAsync<DeleteMessagesSuccess>("a", new DropEvents(2));
        await AskAsync<DeleteMessagesSuccess>("a", new DropEvents(3));

        Assert.Equal(["3|1", "4|0"], Database.Rows(_file, "SELECT sequence_number, deleted FROM journal ORDER BY 1"));
    }

    [Fact]
    public async Task Rejects_what_cannot_be_serialised_and_goes_on()
    {
        var recorder = Actor("a");

        await Assert.ThrowsAsync<ArgumentException>(() => recorder.Ask<string>(new Write("unwritable"), Patience));
        await recorder.Ask<string>(new Write("two"), Patience);

        Assert.Equal(["two"], (await recorder.Ask<Texts>(new List(), Patience)).Items);
    }

    [Fact]
    public async Task Fails_the_whole_batch_of_a_second_writer_of_the_same_number()
    {
        await AskAsync<string>("a", new Write("one"));
        InsertForeign("a", 3);

        await Assert.ThrowsAsync<SqliteException>(() => AskAsync<string>("a", new WriteAll("two", "three")));

        Assert.Equal(["1", "3"], Database.Rows(_file, "SELECT sequence_number FROM journal ORDER BY 1"));
    }

    [Fact]
    public async Task Goes_on_for_others_after_a_batch_failed()
    {
        await AskAsync<string>("a", new Write("one"));
        InsertForeign("a", 2);
        await Assert.ThrowsAsync<SqliteException>(() => AskAsync<string>("a", new Write("two")));

        Assert.Equal("one", await AskAsync<string>("b", new Write("one")));
    }

    [Fact]
    public async Task Goes_on_with_the_same_tables_after_they_were_away()
    {
        await AskAsync<string>("a", new Write("one"));
        Database.Run(_file, "ALTER TABLE journal RENAME TO hidden");
        var failure = await Assert.ThrowsAsync<SqliteException>(() => AskAsync<string>("a", new Write("two")));
        Database.Run(_file, "ALTER TABLE hidden RENAME TO journal");

        Assert.Contains("no such table", failure.Message);
        Assert.Equal("one", await AskAsync<string>("b", new Write("one")));
    }

    [Fact]
    public async Task Acknowledges_exactly_what_it_wrote_when_one_of_many_writers_fails()
    {
        var ids = Enumerable.Range(1, 30).Select(i => $"a{i}").ToArray();
        foreach (var id in ids) await AskAsync<string>(id, new Write("first"));
        InsertForeign("a7", 3);

        using var blocker = Database.Open(_file);
        using var transaction = blocker.BeginTransaction();
        var answers = ids.ToDictionary(id => id, id => AskAsync<string>(id, new WriteAll("second", "third")));
        transaction.Rollback(); // until here they had to wait, so that they share transactions where the journal lets them

        foreach (var (id, answer) in answers)
        {
            await answer.ContinueWith(_ => { }, TaskScheduler.Default);
            var events = Database.Rows(_file, $"SELECT COUNT(*) FROM journal WHERE persistence_id = '{id}' AND writer_uuid <> ''")[0];
            Assert.Equal(answer.IsCompletedSuccessfully ? "3" : "1", events);
        }
    }

    [Fact]
    public async Task Has_on_disk_what_it_acknowledged()
    {
        await AskAsync<string>("a", new Write("one"));
        Database.Run(_file, "PRAGMA journal_mode = WAL");
        await AskAsync<string>("a", new Write("two"));

        // What a power cut at this moment would leave.
        foreach (var file in Directory.GetFiles(_folder.Path, "a.db*")) File.Copy(file, file.Replace("a.db", "copy.db", StringComparison.Ordinal));

        Assert.Equal(["one", "two"], Database.Rows(_folder.File("copy.db"), "SELECT CAST(message AS TEXT) FROM journal ORDER BY sequence_number"));
    }

    [Fact]
    public async Task Serves_two_plugins_side_by_side()
    {
        var shared = _system.ActorOf(Recorder.Props("a", "akka.persistence.journal.shared-sql"));

        await shared.Ask<string>(new Write("shared"), Patience);
        await AskAsync<string>("a", new Write("local"));

        Assert.Equal(["shared"], Database.Rows(_folder.File("shared.db"), "SELECT CAST(message AS TEXT) FROM journal"));
        Assert.Equal(["local"], Database.Rows(_file, "SELECT CAST(message AS TEXT) FROM journal"));
    }

    [Fact]
    public async Task Recovers_from_the_stored_checkpoint()
    {
        await AskAsync<string>("a", new WriteAll("one", "two"));
        await AskAsync<SaveSnapshotSuccess>("a", new Checkpoint());
        await AskAsync<DeleteMessagesSuccess>("a", new DropEvents(2));
        await AskAsync<string>("a", new Write("three"));

        await ReopenAsync();

        Assert.Equal(["one", "two", "three"], (await AskAsync<Texts>("a", new List())).Items);
    }

    [Fact]
    public async Task Deletes_checkpoints_up_to_a_number()
    {
        await AskAsync<string>("a", new Write("one"));
        await AskAsync<SaveSnapshotSuccess>("a", new Checkpoint());
        await AskAsync<string>("a", new Write("two"));
        await AskAsync<SaveSnapshotSuccess>("a", new Checkpoint());

        await AskAsync<DeleteSnapshotsSuccess>("a", new DropCheckpoints(1));

        Assert.Equal(["2"], Database.Rows(_file, "SELECT sequence_number FROM snapshot"));
    }

    public void Dispose()
    {
        _system.Terminate().Wait(Patience);
        _folder.Dispose();
    }

    private ActorSystem Open() => ActorSystem.Create("sql", TestHocon.Sqlite(_file, _folder.File("shared.db")));

    private async Task ReopenAsync()
    {
        await _system.Terminate();
        _actors.Clear();
        _system = Open();
    }

    private async Task<T> AskAsync<T>(string id, object question) => await Actor(id).Ask<T>(question, Patience);

    private IActorRef Actor(string id) =>
        _actors.TryGetValue(id, out var actor) ? actor : _actors[id] = _system.ActorOf(Recorder.Props(id), id);

    /// <summary>What another process would have written under the same id.</summary>
    private void InsertForeign(string id, long number)
    {
        Database.Run(_file,
            "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) "
            + $"VALUES (0, 0, '{id}', {number}, x'66', 'w1', {TextSerializer.Id}, '')");
    }
}
