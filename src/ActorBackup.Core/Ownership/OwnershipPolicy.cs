using System.Collections.Immutable;
using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Ownership;

/// <summary>Says what a node does next. Pure; every node decides for itself, and the table's own conditions settle who was first.</summary>
/// <param name="Score">See <see cref="Placement"/>; another function in tests.</param>
public sealed record OwnershipPolicy(OwnershipTimes Times, Func<NodeId, string, ulong>? Score = null)
{
    /// <summary>Names of rows that are leases, not sources: taken when somebody asks.</summary>
    public const string LeasePrefix = "lease:";

    /// <param name="now">By this node's own clock, see <see cref="Observation"/>.</param>
    public ImmutableList<OwnershipStep> Next(OwnershipView view, TimeSpan now)
    {
        var steps = ImmutableList.CreateBuilder<OwnershipStep>();
        steps.AddRange(Fences(view, now));
        if (view.Node(view.Self) is not { } self) return steps.ToImmutable();

        if (self.Standing == NodeStanding.Down) return [.. steps, new OwnershipStep.LoseAll("an operator has put this node out")];
        if (Loss(view) is { } loss) return [.. steps, loss];
        ImmutableList<NodeRow> settled = [.. Placement.Newest(view.Nodes).Where(row => view.Seen.IsSettled(row.Incarnation, Times, now))];
        steps.AddRange(Releases(view, self, settled, now));
        if (self.Standing != NodeStanding.Up) return steps.ToImmutable();
        steps.AddRange(Adoptions(view, self));
        steps.AddRange(Takes(view, self, settled, now));
        return steps.ToImmutable();
    }

    /// <summary>When something can be due without any new reading; null if nothing will.</summary>
    public TimeSpan? NextDue(OwnershipView view, TimeSpan now) => view.Nodes
        .Where(row => row.Incarnation != view.Self && !view.Seen.IsDead(row.Incarnation, Times, now))
        .Select(row => (TimeSpan?)(Times.DeadAfter - view.Seen.Silent(row.Incarnation, now)))
        .Min();

    /// <summary>Whether a source can be taken, by anyone.</summary>
    public bool IsFree(OwnershipView view, SourceRow row, TimeSpan now) =>
        row.Owner is null || (view.Node(row.Owner) is null && view.Seen.IsDead(row.Owner, Times, now));

    private IEnumerable<OwnershipStep> Fences(OwnershipView view, TimeSpan now) => view.Nodes
        .Where(row => row.Incarnation != view.Self && view.Seen.IsDead(row.Incarnation, Times, now))
        .Select(row => new OwnershipStep.Fence(row, $"its heartbeat has stood still for {view.Seen.Silent(row.Incarnation, now).TotalSeconds:0.0} s"));

    /// <summary>Only what a hand changed, or a database that was put back to an earlier state, can bring this about.</summary>
    private static OwnershipStep.LoseAll? Loss(OwnershipView view) => view.Held
        .Where(held => view.Generation >= held.Value.Generation && view.Sources.GetValueOrDefault(held.Key)?.Owner != view.Self)
        .Select(held => new OwnershipStep.LoseAll($"the table says that {held.Key} is not this node's, which had taken it"))
        .FirstOrDefault();

    private IEnumerable<OwnershipStep> Releases(OwnershipView view, NodeRow self, ImmutableList<NodeRow> settled, TimeSpan now)
    {
        foreach (var (source, held) in view.Held)
        {
            if (held.IsReleasing || source.StartsWith(LeasePrefix, StringComparison.Ordinal)) continue;
            if (self.Standing != NodeStanding.Up) yield return new OwnershipStep.Release(source, "this node is leaving");
            else if (!self.MayRun(source)) yield return new OwnershipStep.Release(source, "this node is not configured to run it any more");
            else if (Placement.First(source, settled, Score) is { } first && first.Face.Node != self.Face.Node && IsFresh(view, first, now))
                yield return new OwnershipStep.Release(source, $"node {first.Face.Node} is there and comes first");
        }
    }

    private static IEnumerable<OwnershipStep> Adoptions(OwnershipView view, NodeRow self) => self.Shared.Keys
        .Where(source => !view.Held.ContainsKey(source) && !view.Freeing.ContainsKey(source) && self.MayRun(source))
        .Select(source => view.Sources.GetValueOrDefault(source))
        .Where(row => row?.Owner == view.Self)
        .Select(row => new OwnershipStep.Adopt(row!, "an answer of the database had been lost"));

    private IEnumerable<OwnershipStep> Takes(OwnershipView view, NodeRow self, ImmutableList<NodeRow> settled, TimeSpan now)
    {
        if (!settled.Contains(self)) yield break;
        foreach (var source in self.Shared.Keys)
        {
            var row = view.Sources.GetValueOrDefault(source) ?? new SourceRow(source, null, 0);
            if (view.Held.ContainsKey(source) || view.Freeing.ContainsKey(source) || !IsFree(view, row, now) || Placement.First(source, settled, Score) != self) continue;
            yield return new OwnershipStep.Take(row, WhyFree(view, row));
        }
    }

    private static string WhyFree(OwnershipView view, SourceRow row) =>
        view.Formerly.GetValueOrDefault(row.Source) is not { } former || former.Incarnation == view.Self ? "nobody runs it"
        : view.Node(former.Incarnation) is null ? $"node {former.Face.Node} is gone"
        : $"node {former.Face.Node} gave it back";

    private bool IsFresh(OwnershipView view, NodeRow row, TimeSpan now) => view.Seen.Silent(row.Incarnation, now) < Times.FreshFor;
}
