using System.Data.Common;
using Akka.Actor;
using Akka.Persistence.Tests.Support;
using static Akka.Persistence.Tests.Support.Recorder;

namespace Akka.Persistence.Tests.Sql;

/// <summary>What the SQL journal and snapshot store promise on every database.</summary>
public abstract class SqlPluginContract : IDisposable
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly List<ActorSystem> _systems = [];
    private readonly Dictionary<string, IActorRef> _actors = [];
    private ActorSystem _system;

    private protected SqlPluginContract(ITestDatabase database, ITestDatabase shared)
    {
        (Main, Shared) = (database, shared);
        _system = NewSystem(Main);
    }

    private protected ITestDatabase Main { get; }

    /// <summary>Of the plugins <c>shared</c>.</summary>
    private protected ITestDatabase Shared { get; }

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

        var row = Assert.Single(Main.Rows(
            "SELECT ordering, deleted, persistence_id, sequence_number, message, manifest, identifier, length(writer_uuid) FROM journal"));
        Assert.Equal($"1|0|a|1|one|w1|{TextSerializer.Id}|32", row);
    }

    [Fact]
    public async Task Stamps_events_with_UTC_ticks()
    {
        await AskAsync<string>("a", new Write("one"));

        var created = new DateTime(long.Parse(Main.Rows("SELECT created FROM journal")[0]), DateTimeKind.Utc);
        Assert.InRange(created, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1), TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1));
    }

    [Fact]
    public async Task Takes_a_new_writer_id_for_each_start()
    {
        await AskAsync<string>("a", new Write("one"));
        await AskAsync<string>("b", new Write("one"));
        await ReopenAsync();
        await AskAsync<string>("a", new Write("two"));

        Assert.Equal(["2"], Main.Rows("SELECT COUNT(DISTINCT writer_uuid) FROM journal"));
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

        Assert.Equal(["3|1", "4|0"], Main.Rows("SELECT sequence_number, deleted FROM journal ORDER BY 1"));
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

        await Assert.ThrowsAnyAsync<DbException>(() => AskAsync<string>("a", new WriteAll("two", "three")));

        Assert.Equal(["1", "3"], Main.Rows("SELECT sequence_number FROM journal ORDER BY 1"));
    }

    [Fact]
    public async Task Goes_on_for_others_after_a_batch_failed()
    {
        await AskAsync<string>("a", new Write("one"));
        InsertForeign("a", 2);
        await Assert.ThrowsAnyAsync<DbException>(() => AskAsync<string>("a", new Write("two")));

        Assert.Equal("one", await AskAsync<string>("b", new Write("one")));
    }

    [Fact]
    public async Task Goes_on_with_the_same_tables_after_they_were_away()
    {
        await AskAsync<string>("a", new Write("one"));
        Main.Run("ALTER TABLE journal RENAME TO hidden");
        var failure = await Assert.ThrowsAnyAsync<DbException>(() => AskAsync<string>("a", new Write("two")));
        Main.Run("ALTER TABLE hidden RENAME TO journal");

        Assert.Contains("journal", failure.Message);
        Assert.Equal("one", await AskAsync<string>("b", new Write("one")));
    }

    [Fact]
    public async Task Acknowledges_exactly_what_it_wrote_when_one_of_many_writers_fails()
    {
        var ids = Enumerable.Range(1, 30).Select(i => $"a{i}").ToArray();
        foreach (var id in ids) await AskAsync<string>(id, new Write("first"));
        InsertForeign("a7", 3);

        using var blocker = Main.BlockWriters();
        var answers = ids.ToDictionary(id => id, id => AskAsync<string>(id, new WriteAll("second", "third")));
        blocker.Dispose(); // until here they had to wait, so that they share transactions where the journal lets them

        foreach (var (id, answer) in answers)
        {
            await answer.ContinueWith(_ => { }, TaskScheduler.Default);
            var events = Main.Rows($"SELECT COUNT(*) FROM journal WHERE persistence_id = '{id}' AND writer_uuid <> ''")[0];
            Assert.Equal(answer.IsCompletedSuccessfully ? "3" : "1", events);
        }
    }

    [Fact]
    public async Task Serves_two_plugins_side_by_side()
    {
        var shared = _system.ActorOf(Recorder.Props("a", "akka.persistence.journal.shared", "akka.persistence.snapshot-store.shared"));

        await shared.Ask<string>(new Write("shared"), Patience);
        await shared.Ask<SaveSnapshotSuccess>(new Checkpoint(), Patience);
        await AskAsync<string>("a", new Write("own"));

        Assert.Equal(["shared"], Shared.Rows("SELECT message FROM journal"));
        Assert.Equal(["1"], Shared.Rows("SELECT sequence_number FROM snapshot"));
        Assert.Equal(["own"], Main.Rows("SELECT message FROM journal"));
    }

    [Fact]
    public async Task Has_room_for_two_nodes_that_start_at_once_and_write_at_once()
    {
        var other = NewSystem(Main);
        var nodes = ((string, ActorSystem)[])[("a", _system), ("b", other)];
        var writers = nodes.SelectMany(node => Enumerable.Range(1, 10).Select(i => node.Item2.ActorOf(Recorder.Props($"{node.Item1}{i}")))).ToArray();

        await Task.WhenAll(writers.SelectMany(writer => Enumerable.Range(1, 20).Select(i => writer.Ask<string>(new Write($"{i}"), Patience))));

        Assert.Equal(["20"], Main.Rows("SELECT DISTINCT MAX(sequence_number) FROM journal GROUP BY persistence_id"));
        Assert.Equal(["400"], Main.Rows("SELECT COUNT(*) FROM journal"));
    }

    [Fact]
    public async Task Stops_the_second_writer_of_an_id()
    {
        await AskAsync<string>("a", new Write("one"));
        var second = NewSystem(Main).ActorOf(Recorder.Props("a"));
        await second.Ask<string>(new Write("two"), Patience);

        await Assert.ThrowsAnyAsync<DbException>(() => AskAsync<string>("a", new Write("another two")));

        Assert.Equal("three", await second.Ask<string>(new Write("three"), Patience));
        Assert.Equal(["one", "two", "three"], Main.Rows("SELECT message FROM journal ORDER BY sequence_number"));
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

        Assert.Equal(["2"], Main.Rows("SELECT sequence_number FROM snapshot"));
    }

    public void Dispose()
    {
        Task.WhenAll(_systems.Select(system => system.Terminate())).Wait(Patience);
        Main.Dispose();
        Shared.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<T> AskAsync<T>(string id, object question) => await Actor(id).Ask<T>(question, Patience);

    private protected async Task ReopenAsync()
    {
        await _system.Terminate();
        _actors.Clear();
        _system = NewSystem(Main);
    }

    private protected ActorSystem NewSystem(ITestDatabase main)
    {
        var system = ActorSystem.Create("sql", TestHocon.Sql(main, Shared));
        _systems.Add(system);
        return system;
    }

    private IActorRef Actor(string id) =>
        _actors.TryGetValue(id, out var actor) ? actor : _actors[id] = _system.ActorOf(Recorder.Props(id), id);

    /// <summary>What another process would have written under the same id.</summary>
    private void InsertForeign(string id, long number) => Main.Run(
        "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) "
        + $"SELECT 0, false, '{id}', {number}, message, 'w1', {TextSerializer.Id}, '' FROM journal LIMIT 1");
}
