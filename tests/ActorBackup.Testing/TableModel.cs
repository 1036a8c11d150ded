using System.Collections.Immutable;
using ActorBackup.Core.Ownership;

namespace ActorBackup.Testing;

/// <summary>What the statements of the shared tables mean, as functions: each gives the tables after it. Every table of owners is held to it.</summary>
public sealed record TableModel(long Generation, ImmutableDictionary<string, NodeRow> Nodes, ImmutableDictionary<string, SourceRow> Sources)
{
    public static TableModel Empty { get; } = new(1, ImmutableDictionary<string, NodeRow>.Empty, ImmutableDictionary<string, SourceRow>.Empty);

    public (TableModel After, NodeRow? Unlike) Join(
        string incarnation, NodeFace face, ImmutableSortedDictionary<string, string?> shared, params IEnumerable<string> former)
    {
        if (Nodes.Values.FirstOrDefault(row => face.Unlike(row.Face) is not null) is { } other) return (this, other);
        var after = former.Aggregate(this, (table, one) => table.Freeing(one) with { Nodes = table.Nodes.Remove(one) }).Bumped();
        if (after.Nodes.ContainsKey(incarnation)) return (after, null);
        var row = new NodeRow(incarnation, face, shared, NodeStanding.Up, Version: 0, Joined: after.Generation);
        return (after with { Nodes = after.Nodes.Add(incarnation, row) }, null);
    }

    public (TableModel After, bool Hit) Beat(string incarnation) => Nodes.GetValueOrDefault(incarnation) is { Standing: not NodeStanding.Down } row
        ? (this with { Nodes = Nodes.SetItem(incarnation, row with { Version = row.Version + 1 }) }, true)
        : (this, false);

    public (TableModel After, bool Hit) Fence(string incarnation, long version) => Nodes.GetValueOrDefault(incarnation)?.Version == version
        ? (Leave(incarnation), true)
        : (this, false);

    public (TableModel After, ImmutableList<SourceRow> Taken) Take(string incarnation, IEnumerable<SourceRow> seen)
    {
        if (Nodes.GetValueOrDefault(incarnation) is not { Standing: NodeStanding.Up }) return (this, []);
        ImmutableList<SourceRow> taken = [.. seen.Where(IsFree).Select(row => row with { Owner = incarnation, Epoch = row.Epoch + 1 })];
        return taken.IsEmpty ? (this, taken) : ((this with { Sources = Sources.SetItems(taken.Select(row => KeyValuePair.Create(row.Source, row))) }).Bumped(), taken);
    }

    public TableModel Free(string incarnation, IEnumerable<SourceRow> sources)
    {
        var freed = sources.Where(row => Sources.GetValueOrDefault(row.Source) == row with { Owner = incarnation }).ToList();
        return freed.Count == 0 ? this
            : (this with { Sources = Sources.SetItems(freed.Select(row => KeyValuePair.Create(row.Source, row with { Owner = null }))) }).Bumped();
    }

    public (TableModel After, bool Hit) RaiseEpoch(string incarnation, string source, long epoch) =>
        Sources.GetValueOrDefault(source) is { } row && row.Owner == incarnation && row.Epoch < epoch
            ? ((this with { Sources = Sources.SetItem(source, row with { Epoch = epoch }) }).Bumped(), true)
            : (this, false);

    public TableModel Declare(string incarnation, ImmutableSortedDictionary<string, string?> shared, NodeStanding standing) =>
        Nodes.GetValueOrDefault(incarnation) is { Standing: not NodeStanding.Down } row
            ? (this with { Nodes = Nodes.SetItem(incarnation, row with { Shared = shared, Standing = standing }) }).Bumped()
            : this;

    public TableModel Leave(string incarnation) =>
        Nodes.ContainsKey(incarnation) ? (Freeing(incarnation) with { Nodes = Nodes.Remove(incarnation) }).Bumped() : this;

    public TableModel PutOut(string incarnation) => Nodes.GetValueOrDefault(incarnation) is { } row
        ? (this with { Nodes = Nodes.SetItem(incarnation, row with { Standing = NodeStanding.Down }) }).Bumped()
        : this;

    private bool IsFree(SourceRow seen) => Sources.GetValueOrDefault(seen.Source) is not { } row
        || (row.Epoch == seen.Epoch && (row.Owner is null || !Nodes.ContainsKey(row.Owner)));

    private TableModel Freeing(string incarnation) => this with
    {
        Sources = Sources.SetItems(Sources.Values.Where(row => row.Owner == incarnation).Select(row => KeyValuePair.Create(row.Source, row with { Owner = null }))),
    };

    private TableModel Bumped() => this with { Generation = Generation + 1 };
}
