using System.Collections.Immutable;

namespace Akka.Cluster.Membership;

/// <summary>A step in a member's life that the leader takes for it. It counts only if the row is still as it was seen.</summary>
internal sealed record Transition(MemberRow Row, MemberStatus To);

/// <summary>Says what a node does if it is the leader. Pure. Two that believe they lead do no harm: of equal steps one counts.</summary>
/// <param name="MinMembers">How many members there must be before the first become up.</param>
/// <param name="MinMembersOfRole">How many of a role there must be before the first become up.</param>
/// <param name="DownAfter">For how long the row of a lost member stands still before it is downed; null for never.</param>
/// <param name="DownLingers">For how long a downed member is left in the table, so that everybody reads that it is down.</param>
internal sealed record LeaderRules(int MinMembers, ImmutableDictionary<string, int> MinMembersOfRole, TimeSpan? DownAfter, TimeSpan DownLingers)
{
    /// <returns>In the order in which they are to be taken.</returns>
    public IReadOnlyList<Transition> Plan(Reading reading, Pulses pulses)
    {
        if (ClusterView.Of(reading.Rows, pulses).Leader?.UniqueAddress != pulses.Self)
            return [];
        var enough = AreEnough([.. reading.Rows.Where(row => Counts(row, pulses))]);
        return
        [
            .. reading.Rows
                .OrderBy(row => row.Node)
                .Select(row => (Row: row, To: Next(row, pulses, enough)))
                .Where(step => step.To is not null)
                .Select(step => new Transition(step.Row, step.To.Value)),
        ];
    }

    private MemberStatus? Next(MemberRow row, Pulses pulses, bool enough)
    {
        var silent = pulses.IsSilent(row.Node);
        return row.Status switch
        {
            MemberStatus.Down => pulses.SameStatusFor(row.Node) >= DownLingers ? MemberStatus.Removed : null,
            MemberStatus.Exiting => silent ? MemberStatus.Removed : null, // one that still lives takes its row away itself
            _ when silent && pulses.StillFor(row.Node) >= DownAfter => MemberStatus.Down,
            MemberStatus.Leaving => MemberStatus.Exiting,
            MemberStatus.Joining => enough && !silent ? MemberStatus.Up : null,
            _ => null,
        };
    }

    private static bool Counts(MemberRow row, Pulses pulses) => row.Status is MemberStatus.Joining or MemberStatus.Up && !pulses.IsSilent(row.Node);

    private bool AreEnough(IReadOnlyCollection<MemberRow> rows) =>
        rows.Count >= MinMembers && MinMembersOfRole.All(role => rows.Count(row => row.Roles.Contains(role.Key)) >= role.Value);
}
