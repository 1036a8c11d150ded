using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Sources;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Ownership;

public sealed class PlacementTests
{
    private static readonly ImmutableList<string> Sources = [.. Enumerable.Range(0, 3000).Select(i => $"source-{i}")];

    [Fact]
    public void A_score_is_the_same_on_every_machine() =>
        Assert.Equal([4646448352100522455UL, 14192177724507603970UL], [Placement.Score(new NodeId("a"), "docs"), Placement.Score(new NodeId("b"), "docs")]);

    [Fact]
    public void Three_nodes_share_three_thousand_sources_evenly()
    {
        var owners = OwnersOf("a", "b", "c");

        Assert.All(owners.CountBy(owner => owner.Value), share => Assert.InRange(share.Value, 900, 1100));
    }

    [Fact]
    public void A_node_that_comes_takes_its_share_and_nothing_moves_between_the_others()
    {
        var (before, after) = (OwnersOf("a", "b", "c"), OwnersOf("a", "b", "c", "d"));

        var moved = Sources.Where(source => before[source] != after[source]).ToList();

        Assert.All(moved, source => Assert.Equal("d", after[source]));
        Assert.InRange(moved.Count, 650, 850);
    }

    [Fact]
    public void Only_what_a_dead_node_had_moves()
    {
        var (before, after) = (OwnersOf("a", "b", "c"), OwnersOf("a", "b"));

        Assert.All(Sources, source => Assert.True(before[source] == "c" || before[source] == after[source]));
    }

    [Fact]
    public void A_node_without_the_role_or_the_source_is_no_choice()
    {
        ImmutableList<NodeRow> nodes = [SomeNodes.Row("a", ["docs db"]), SomeNodes.Row("b", ["docs db"], roles: ["db"]), SomeNodes.Row("c", ["maps"])];

        Assert.Equal(["b"], Placement.Order("docs", nodes).Select(row => row.Face.Node.Value));
    }

    [Fact]
    public void Of_two_rows_of_one_node_the_later_counts()
    {
        NodeRow[] rows = [SomeNodes.Row("a", ["docs"], joined: 7), SomeNodes.Row("a", ["docs"], joined: 3)];

        Assert.Equal("a-7", Placement.Newest(rows).Single().Incarnation);
    }

    [Fact]
    public void The_first_choice_is_the_first_in_the_order()
    {
        ImmutableList<NodeRow> nodes = [.. new[] { "a", "b", "c" }.Select(name => SomeNodes.Row(name, Sources))];

        Assert.All(Sources, source => Assert.Equal(Placement.Order(source, nodes)[0], Placement.First(source, nodes, Placement.Remembering())));
    }

    private static Dictionary<string, string> OwnersOf(params string[] names)
    {
        ImmutableList<NodeRow> nodes = [.. names.Select(name => SomeNodes.Row(name, Sources))];
        return Sources.ToDictionary(source => source, source => Placement.First(source, nodes)!.Face.Node.Value);
    }
}
