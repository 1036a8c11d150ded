using System.Data.Common;
using System.Diagnostics;
using Akka.Actor;
using Akka.Persistence.Tests.Support;
using TestTools;
using static Akka.Persistence.Tests.Support.Recorder;

namespace Akka.Persistence.Tests.Sql;

public sealed class PostgresPluginTests(PostgresServer server)
    : SqlPluginContract(new PostgresDatabase(server.NewDatabase()), new PostgresDatabase(server.NewDatabase())), IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Creates_the_columns_by_their_names_and_types()
    {
        await AskAsync<string>("a", new Write("one"));
        await AskAsync<SaveSnapshotSuccess>("a", new Checkpoint());

        Assert.Equal(
            [
                "journal.ordering bigint ALWAYS", "journal.created bigint", "journal.deleted boolean", "journal.persistence_id text",
                "journal.sequence_number bigint", "journal.message bytea", "journal.manifest text null", "journal.identifier integer null",
                "journal.writer_uuid text null",
                "snapshot.persistence_id text", "snapshot.sequence_number bigint", "snapshot.created bigint", "snapshot.snapshot bytea null",
                "snapshot.manifest text null", "snapshot.serializer_id integer null",
                "tags.ordering_id bigint", "tags.tag text", "tags.sequence_nr bigint", "tags.persistence_id text",
            ],
            Main.Rows(
                """
                SELECT table_name || '.' || column_name || ' ' || data_type || COALESCE(' ' || identity_generation, '') ||
                  CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END
                FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position
                """));
    }

    [Fact]
    public async Task Creates_the_constraints_and_indexes_by_their_names()
    {
        await AskAsync<string>("a", new Write("one"));
        await AskAsync<SaveSnapshotSuccess>("a", new Checkpoint());

        Assert.Equal(["PK_journal p", "PK_snapshot p", "PK_tags p", "journal_uq u"],
            Main.Rows("SELECT conname || ' ' || contype::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1"));
        Assert.Equal(
            [
                "journal_created_idx", "journal_sequence_number_idx", "snapshot_created_idx", "snapshot_sequence_number_idx",
                "tags_persistence_id_sequence_nr_idx", "tags_tag_idx",
            ],
            Main.Rows("SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE '%idx' ORDER BY 1"));
    }

    [Fact]
    public async Task Fails_what_it_is_given_while_the_server_is_away_and_goes_on_when_it_is_back()
    {
        await AskAsync<string>("a", new Write("one"));
        await AskAsync<string>("b", new Write("one"));

        server.Crash();
        await Assert.ThrowsAnyAsync<DbException>(() => AskAsync<string>("b", new Write("lost")));
        server.StartAgain();

        Assert.Equal("two", await AskAsync<string>("a", new Write("two")));
        await ReopenAsync();
        Assert.Equal(["one", "two"], (await AskAsync<Texts>("a", new List())).Items);
        Assert.Equal(["one"], (await AskAsync<Texts>("b", new List())).Items);
    }

    [Fact]
    public async Task Does_not_notice_a_restart_of_the_server_between_two_writes()
    {
        await AskAsync<string>("a", new Write("one"));

        server.Crash();
        server.StartAgain();

        Assert.Equal("two", await AskAsync<string>("a", new Write("two")));
        Assert.Equal("one", await AskAsync<string>("b", new Write("one")));
    }

    [Fact]
    public async Task Fails_a_write_that_the_server_does_not_answer_and_goes_on_with_another_connection()
    {
        var system = NewSystem(new PostgresDatabase(Main.ConnectionString + ";Command Timeout=5"));
        var (a, b) = (system.ActorOf(Recorder.Props("a")), system.ActorOf(Recorder.Props("b")));
        foreach (var actor in (IActorRef[])[a, b]) await actor.Ask<string>(new Write("one"), Patience);
        var backends = Main.Rows("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        foreach (var pid in backends) Signal("STOP", pid);
        try
        {
            await Assert.ThrowsAnyAsync<DbException>(() => a.Ask<string>(new Write("two"), Patience));

            Assert.Equal("two", await b.Ask<string>(new Write("two"), Patience));
        }
        finally
        {
            foreach (var pid in backends) Signal("CONT", pid);
        }
    }

    private static void Signal(string name, string pid) => Process.Start("kill", [$"-{name}", pid]).WaitForExit();
}
