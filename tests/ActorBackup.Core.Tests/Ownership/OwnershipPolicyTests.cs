using System.Collections.Immutable;
using ActorBackup.Core.Ownership;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Ownership;

/// <summary>Node a comes before b, b before c.</summary>
public sealed class OwnershipPolicyTests
{
    private static readonly OwnershipPolicy Policy = new(OwnershipTimes.Default, (node, _) => ulong.MaxValue - node.Value[0]);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);

    [Fact]
    public void The_first_choice_takes_what_is_free() => Assert.Equal(new SourceRow("docs", null, 4), Assert.IsType<OwnershipStep.Take>(Next("a", Free(4))).Seen);

    [Fact]
    public void The_second_choice_leaves_it_to_the_first() => Assert.Null(Next("b", Free(4)));

    [Fact]
    public void Who_has_just_come_takes_nothing_yet() => Assert.Null(Policy.Next(View("a", Free(0), beaten: false), Later).SingleOrDefault());

    [Fact]
    public void A_newcomer_gets_nothing_before_it_was_seen_for_a_moment()
    {
        var view = View("b", Owned("b"), held: true, rows: ["b"]);
        var joined = view with { Nodes = view.Nodes.Add(Row("a")) };
        joined = joined with { Seen = joined.Seen.See(joined.Nodes, [], Later) };

        Assert.Empty(Policy.Next(joined, Later + TimeSpan.FromSeconds(0.4)));
    }

    [Fact]
    public void The_owner_gives_back_what_another_comes_first_for() => Assert.IsType<OwnershipStep.Release>(Next("b", Owned("b"), held: true));

    [Fact]
    public void Nothing_is_given_to_one_that_is_silent() =>
        Assert.Empty(Policy.Next(View("b", Owned("b"), held: true), Later + TimeSpan.FromSeconds(2)).OfType<OwnershipStep.Release>());

    [Fact]
    public void What_the_table_says_is_ours_is_taken_on() => Assert.IsType<OwnershipStep.Adopt>(Next("b", Owned("b")));

    [Fact]
    public void What_is_being_given_back_is_not_taken_on_again() =>
        Assert.Empty(Policy.Next(View("b", Owned("b")) with { Freeing = ImmutableDictionary<string, long>.Empty.Add("docs", 1) }, Later));

    [Fact]
    public void What_the_table_gave_to_another_ends_everything() => Assert.IsType<OwnershipStep.LoseAll>(Next("b", Owned("a"), held: true));

    [Theory]
    [InlineData(4.4, false)]
    [InlineData(4.5, true)]
    public void A_silent_node_is_fenced_at_the_version_seen(double seconds, bool fenced)
    {
        var steps = Policy.Next(View("b", Owned("a")), Later + TimeSpan.FromSeconds(seconds));

        Assert.Equal(fenced, steps.OfType<OwnershipStep.Fence>().Any(step => step.Node is { Incarnation: "a-1", Version: 1 }));
    }

    [Theory]
    [InlineData(4.4, false)]
    [InlineData(4.5, true)]
    public void An_owner_without_a_row_is_waited_for_as_long(double seconds, bool taken)
    {
        var view = View("b", Owned("gone"), rows: ["b"]);
        var now = TimeSpan.FromSeconds(seconds);   // it was first heard of at 0

        var steps = Policy.Next(view with { Seen = view.Seen.See([view.Nodes[0] with { Version = 9 }], ["gone-1"], now) }, now);

        Assert.Equal(taken, steps.OfType<OwnershipStep.Take>().Any());
    }

    [Theory]
    [InlineData(4.4, false)]
    [InlineData(4.5, true)]
    public void An_owner_whose_row_has_vanished_is_waited_for_from_then_on(double seconds, bool taken)
    {
        var (view, back) = (View("b", Owned("a")), TimeSpan.FromMinutes(1));   // this reader saw nothing for a minute
        var nodes = view.Nodes.RemoveAt(0);
        var moved = view with { Nodes = nodes, Seen = view.Seen.See(nodes.Select(node => node with { Version = 9 }), ["a-1"], back) };

        Assert.Equal(taken, Policy.Next(moved with { Nodes = [nodes[0]] }, back + TimeSpan.FromSeconds(seconds)).OfType<OwnershipStep.Take>().Any());
    }

    [Fact]
    public void Who_is_leaving_gives_back_and_takes_nothing()
    {
        var view = View("b", Owned("b"), held: true, rows: ["b"]);

        var steps = Policy.Next(view with { Nodes = [view.Nodes[0] with { Standing = NodeStanding.Leaving }] }, Later);

        Assert.Equal("this node is leaving", Assert.IsType<OwnershipStep.Release>(Assert.Single(steps)).Why);
    }

    [Fact]
    public void Leases_are_nobodys_first_choice()
    {
        var view = View("b", Owned("b"), held: true);

        var held = ImmutableDictionary<string, Holding>.Empty.Add("lease:vault", view.Held["docs"]);
        var rows = ImmutableDictionary<string, SourceRow>.Empty.Add("lease:vault", new SourceRow("lease:vault", "b-1", 1));

        Assert.Empty(Policy.Next(view with { Held = held, Sources = rows }, Later).OfType<OwnershipStep.Release>());
    }

    private static OwnershipStep? Next(string self, SourceRow row, bool held = false) => Policy.Next(View(self, row, held), Later).SingleOrDefault();

    /// <summary>Nodes that were seen at 0 and beat once at 2 s.</summary>
    private static OwnershipView View(string self, SourceRow row, bool held = false, bool beaten = true, string[]? rows = null)
    {
        ImmutableList<NodeRow> nodes = [.. (rows ?? ["a", "b", "c"]).Select(Row)];
        var owners = row.Owner is null ? Array.Empty<string>() : [row.Owner];
        var seen = Observations.None.See(nodes.Select(node => beaten ? node with { Version = 0 } : node), owners, TimeSpan.Zero).See(nodes, owners, beaten ? Later : TimeSpan.Zero);
        return new OwnershipView($"{self}-1", 10, nodes, ImmutableDictionary<string, SourceRow>.Empty.Add(row.Source, row), seen,
            held ? ImmutableDictionary<string, Holding>.Empty.Add("docs", new Holding(1, 1, IsReleasing: false)) : ImmutableDictionary<string, Holding>.Empty);
    }

    private static NodeRow Row(string node) => SomeNodes.Row(node, ["docs"], version: 1);

    private static SourceRow Free(long epoch) => new("docs", null, epoch);

    private static SourceRow Owned(string node) => new("docs", $"{node}-1", 1);
}
