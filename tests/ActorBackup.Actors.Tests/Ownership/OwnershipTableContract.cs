using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Ownership;

/// <summary>What every table of owners promises.</summary>
public abstract class OwnershipTableContract : IAsyncLifetime
{
    private readonly List<IOwnershipTable> _opened = [];
    private IOwnershipTable _table = null!;

    /// <summary>On the same database every time.</summary>
    internal abstract IOwnershipTable Open();

    public Task InitializeAsync()
    {
        _table = Another();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var table in _opened) await table.DisposeAsync();
    }

    [Fact]
    public async Task Tells_what_a_node_said_when_it_joined()
    {
        var face = SomeNodes.Face("a", roles: ["db", "fast"]);

        Assert.Null((await Join("a-1", face, "docs", "maps db")).Unlike);

        var row = Assert.Single((await _table.ReadAsync(null, default)).Nodes);
        Assert.Equal(("a-1", NodeStanding.Up, 0L), (row.Incarnation, row.Standing, row.Version));
        Assert.Equal(face with { Roles = row.Face.Roles }, row.Face);
        Assert.True(row.Face.Roles.SetEquals(["db", "fast"]));
        Assert.Equal(SomeNodes.Shared("docs", "maps db"), row.Shared);
    }

    [Fact]
    public async Task Counts_heartbeats_and_no_generation_with_them()
    {
        await Join("a-1", "a");
        var before = await _table.ReadAsync(null, default);

        Assert.True(await _table.BeatAsync("a-1", default));
        Assert.True(await _table.BeatAsync("a-1", default));

        var after = await _table.ReadAsync(before.Generation, default);
        Assert.Equal((2L, before.Generation), (after.Nodes.Single().Version, after.Generation));
        Assert.Null(after.Sources);
    }

    [Fact]
    public async Task A_heartbeat_without_a_row_says_so() => Assert.False(await _table.BeatAsync("nobody-1", default));

    [Fact]
    public async Task A_later_row_has_a_higher_place_in_the_order()
    {
        await Join("a-1", "a");
        await Join("a-2", "a");

        var rows = (await _table.ReadAsync(null, default)).Nodes;
        Assert.True(rows.Single(row => row.Incarnation == "a-2").Joined > rows.Single(row => row.Incarnation == "a-1").Joined);
    }

    [Fact]
    public async Task A_node_of_another_runtime_does_not_get_in()
    {
        await Join("a-1", "a");

        var answer = await Join("b-1", SomeNodes.Face("b", runtime: "Akka.NET 1.5.30"));

        Assert.Equal("a", answer.Unlike?.Face.Node.Value);
        Assert.Single((await _table.ReadAsync(null, default)).Nodes);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("AA", "AA", true)]
    [InlineData("AA BB", "BB CC", true)]
    [InlineData("AA", "", false)]
    [InlineData("", "AA", false)]
    [InlineData("AA", "BB CC", false)]
    public async Task Only_a_node_that_trusts_the_same_authority_gets_in(string first, string second, bool isIn)
    {
        await Join("a-1", SomeNodes.Face("a") with { Authorities = first });

        var answer = await Join("b-1", SomeNodes.Face("b") with { Authorities = second });

        Assert.Equal(isIn, answer.Unlike is null);
        Assert.Equal(isIn ? 2 : 1, (await _table.ReadAsync(null, default)).Nodes.Count);
    }

    [Fact]
    public async Task A_node_of_another_version_of_the_runtime_does()
    {
        await Join("a-1", "a");

        Assert.Null((await Join("b-1", SomeNodes.Face("b", runtime: "AkkaSubset 0.2.0"))).Unlike);
    }

    [Fact]
    public async Task Joining_removes_what_this_process_was_before_and_frees_its_sources()
    {
        await Join("a-1", "a");
        await Take("a-1", "docs", 0);

        await _table.JoinAsync("a-2", SomeNodes.Face("a"), SomeNodes.Shared("docs"), ["a-1"], default);

        var reading = await _table.ReadAsync(null, default);
        Assert.Equal("a-2", Assert.Single(reading.Nodes).Incarnation);
        Assert.Equal(new SourceRow("docs", null, 1), reading.Sources!["docs"]);
    }

    [Fact]
    public async Task Fencing_a_silent_node_deletes_it_and_frees_its_sources()
    {
        await Join("a-1", "a");
        await Take("a-1", "docs", 0);
        await _table.BeatAsync("a-1", default);

        Assert.True(await _table.FenceAsync("a-1", 1, default));

        var reading = await _table.ReadAsync(null, default);
        Assert.Empty(reading.Nodes);
        Assert.Equal(new SourceRow("docs", null, 1), reading.Sources!["docs"]);
        Assert.False(await _table.BeatAsync("a-1", default));
    }

    [Fact]
    public async Task Fencing_hits_nothing_when_the_heart_has_beaten_since()
    {
        await Join("a-1", "a");
        await _table.BeatAsync("a-1", default);

        Assert.False(await _table.FenceAsync("a-1", 0, default));
        Assert.True(await _table.BeatAsync("a-1", default));
    }

    [Fact]
    public async Task Taking_raises_the_epoch_each_time()
    {
        await Join("a-1", "a");
        await Join("b-1", "b");
        Assert.Equal([new SourceRow("docs", "a-1", 1)], (await Take("a-1", "docs", 0)).Sources);
        await _table.FreeAsync("a-1", [new SourceRow("docs", "a-1", 1)], default);

        var taken = await Take("b-1", "docs", 1);

        Assert.Equal([new SourceRow("docs", "b-1", 2)], taken.Sources);
        Assert.True((await _table.ReadAsync(null, default)).Generation >= taken.Generation);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_source_whose_owner_is_there_is_not_taken(long epoch)
    {
        await Join("a-1", "a");
        await Join("b-1", "b");
        await Take("a-1", "docs", 0);

        Assert.Empty((await Take("b-1", "docs", epoch)).Sources);
    }

    [Fact]
    public async Task A_source_is_not_taken_by_one_who_saw_an_older_epoch()
    {
        await Join("a-1", "a");
        await Join("b-1", "b");
        await Take("a-1", "docs", 0);
        await _table.FreeAsync("a-1", [new SourceRow("docs", "a-1", 1)], default);

        Assert.Empty((await Take("b-1", "docs", 0)).Sources);
    }

    [Fact]
    public async Task Nobody_takes_without_a_row_or_while_leaving_or_put_out()
    {
        await Join("a-1", "a");
        await Join("b-1", "b");
        await _table.DeclareAsync("a-1", SomeNodes.Shared("docs"), NodeStanding.Leaving, default);
        await _table.PutOutAsync("b-1", default);

        Assert.Empty((await Take("a-1", "docs", 0)).Sources);
        Assert.Empty((await Take("b-1", "docs", 0)).Sources);
        Assert.Empty((await Take("c-1", "docs", 0)).Sources);
    }

    [Fact]
    public async Task Only_the_owner_frees_and_only_at_its_epoch()
    {
        await Join("a-1", "a");
        await Take("a-1", "docs", 0);

        await _table.FreeAsync("b-1", [new SourceRow("docs", null, 1)], default);
        await _table.FreeAsync("a-1", [new SourceRow("docs", null, 0)], default);

        Assert.Equal("a-1", (await _table.ReadAsync(null, default)).Sources!["docs"].Owner);
    }

    [Fact]
    public async Task The_owner_raises_its_epoch_and_nobody_else_does()
    {
        await Join("a-1", "a");
        await Take("a-1", "docs", 0);

        Assert.True(await _table.RaiseEpochAsync("a-1", "docs", 7, default));
        Assert.False(await _table.RaiseEpochAsync("a-1", "docs", 7, default));
        Assert.False(await _table.RaiseEpochAsync("b-1", "docs", 9, default));

        Assert.Equal(7, (await _table.ReadAsync(null, default)).Sources!["docs"].Epoch);
    }

    [Fact]
    public async Task Leaving_deletes_the_row_and_frees_what_is_left()
    {
        await Join("a-1", "a");
        await Take("a-1", "docs", 0);

        await _table.LeaveAsync("a-1", default);

        var reading = await _table.ReadAsync(null, default);
        Assert.Empty(reading.Nodes);
        Assert.Null(reading.Sources!["docs"].Owner);
    }

    [Fact]
    public async Task One_who_is_put_out_beats_no_more_but_its_row_stays()
    {
        await Join("a-1", "a");

        await _table.PutOutAsync("a-1", default);

        Assert.False(await _table.BeatAsync("a-1", default));
        Assert.Equal(NodeStanding.Down, (await _table.ReadAsync(null, default)).Nodes.Single().Standing);
    }

    [Fact]
    public async Task Every_change_of_who_or_whose_moves_the_generation()
    {
        Func<Task>[] changes =
        [
            () => Join("a-1", "a"), () => Take("a-1", "docs", 0), () => _table.RaiseEpochAsync("a-1", "docs", 5, default),
            () => _table.FreeAsync("a-1", [new SourceRow("docs", null, 5)], default),
            () => _table.DeclareAsync("a-1", SomeNodes.Shared("maps"), NodeStanding.Up, default), () => _table.PutOutAsync("a-1", default),
            () => _table.FenceAsync("a-1", 0, default), () => Join("b-1", "b"), () => _table.LeaveAsync("b-1", default),
        ];
        var generation = (await _table.ReadAsync(null, default)).Generation;

        foreach (var change in changes)
        {
            await change();
            var reading = await _table.ReadAsync(generation, default);
            Assert.True(reading.Generation > generation);
            Assert.NotNull(reading.Sources);
            generation = reading.Generation;
        }
    }

    [Fact]
    public async Task The_token_is_made_once_for_all()
    {
        var tokens = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Another().NodeTokenAsync(default)));

        Assert.Matches("^[0-9a-f]{64}$", Assert.Single(tokens.Distinct()));
    }

    [Fact]
    public async Task Lines_of_local_sources_are_replaced_node_by_node()
    {
        await Publish("a", ("docs", "1"), ("maps", "2"));
        await Publish("b", ("docs", "3"));

        await Publish("a", ("docs", "4"));

        Assert.Equal([new(new NodeId("a"), "docs", "4"), new LocalLine(new NodeId("b"), "docs", "3")], await _table.ReadLocalAsync(default));
    }

    [Fact]
    public async Task Of_many_who_want_a_source_at_once_one_gets_it()
    {
        for (var node = 0; node < 5; node++) await Join($"n{node}-1", $"n{node}");
        var tables = Enumerable.Range(0, 5).Select(_ => Another()).ToList();
        SourceRow[] wanted = [.. Enumerable.Range(0, 50).Select(i => new SourceRow($"s{i:00}", null, 0))];

        var taken = await Task.WhenAll(tables.Select((table, node) => Task.Run(() => table.TakeAsync($"n{node}-1", wanted, default))));

        Assert.Equal(wanted.Select(row => row.Source), taken.SelectMany(t => t.Sources).Select(row => row.Source).Order());
    }

    [Fact]
    public async Task Three_thousand_sources_of_a_dead_node_are_freed_and_taken_in_two_calls()
    {
        SourceRow[] all = [.. Enumerable.Range(0, 3000).Select(i => new SourceRow($"source-{i}", null, 0))];
        await Join("a-1", "a");
        await Join("b-1", "b");
        await _table.TakeAsync("a-1", all, default);

        await _table.FenceAsync("a-1", 0, default);
        var taken = await _table.TakeAsync("b-1", [.. all.Select(row => row with { Epoch = 1 })], default);

        Assert.Equal(3000, taken.Sources.Count);
        Assert.All(taken.Sources, row => Assert.Equal(("b-1", 2L), (row.Owner, row.Epoch)));
    }

    private protected IOwnershipTable Another()
    {
        var table = Open();
        _opened.Add(table);
        return table;
    }

    private protected Task<JoinAnswer> Join(string incarnation, string node) => Join(incarnation, SomeNodes.Face(node), "docs");

    private Task<JoinAnswer> Join(string incarnation, NodeFace face, params string[] shared) =>
        _table.JoinAsync(incarnation, face, SomeNodes.Shared(shared), [], default);

    private protected Task<Taken> Take(string incarnation, string source, long epoch) => _table.TakeAsync(incarnation, [new SourceRow(source, null, epoch)], default);

    private Task Publish(string node, params (string Source, string Text)[] lines) => _table.PublishLocalAsync(
        new NodeId(node), System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, lines.Select(line => KeyValuePair.Create(line.Source, line.Text))), default);
}
