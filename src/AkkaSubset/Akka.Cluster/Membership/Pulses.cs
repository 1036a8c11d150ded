using System.Collections.Immutable;

namespace Akka.Cluster.Membership;

/// <summary>Says of every member for how long its row has stood still, as one reader saw it. Pure: readings bring the time.</summary>
/// <remarks>
/// Time in which the reader itself did not read, or could not write its own row, counts for nobody: it begins anew for all. So a node that wakes up,
/// or whose database comes back, finds nobody silent before it has watched them over a whole <paramref name="Pause"/>.
/// </remarks>
/// <param name="Self">The reader.</param>
/// <param name="Pause">For how long the row of a living node may stand still.</param>
internal sealed record Pulses(UniqueAddress Self, TimeSpan Pause)
{
    private ImmutableDictionary<UniqueAddress, Pulse> _pulses = ImmutableDictionary<UniqueAddress, Pulse>.Empty;
    private Reading _last;

    private TimeSpan LongestGap => Pause / 2;

    /// <summary>A member once found silent stays so until its row moves.</summary>
    public bool IsSilent(UniqueAddress node) => node != Self && _pulses.TryGetValue(node, out var pulse) && pulse.Silent;

    /// <summary>For how long its row had stood still at the last reading.</summary>
    public TimeSpan StillFor(UniqueAddress node) => _pulses.TryGetValue(node, out var pulse) ? Elapsed(pulse.Since) : TimeSpan.Zero;

    /// <summary>For how long it had had its status at the last reading.</summary>
    public TimeSpan SameStatusFor(UniqueAddress node) => _pulses.TryGetValue(node, out var pulse) ? Elapsed(pulse.StatusSince) : TimeSpan.Zero;

    public Pulses After(Reading reading)
    {
        var anew = _last is null || reading.Started - _last.Started > LongestGap || OwnRowStands(reading);
        return this with
        {
            _last = reading,
            _pulses = reading.Rows.ToImmutableDictionary(row => row.Node, row => Next(row, reading, anew)),
        };
    }

    private Pulse Next(MemberRow row, Reading reading, bool anew)
    {
        if (!_pulses.TryGetValue(row.Node, out var before))
            return new Pulse(row.Version, reading.Ended, row.Status, reading.Ended, Silent: false);
        var next = before.Status == row.Status ? before : before with { Status = row.Status, StatusSince = reading.Ended };
        if (before.Version != row.Version)
            return next with { Version = row.Version, Since = reading.Ended, Silent = false };
        if (row.Node == Self)
            return next;
        return anew ? next with { Since = reading.Ended } : next with { Silent = before.Silent || reading.Started - before.Since >= Pause };
    }

    private bool OwnRowStands(Reading reading) =>
        _pulses.TryGetValue(Self, out var own)
        && reading.Rows.Any(row => row.Node == Self && row.Version == own.Version)
        && reading.Started - own.Since > LongestGap;

    private TimeSpan Elapsed(TimeSpan since) => _last.Started > since ? _last.Started - since : TimeSpan.Zero;

    /// <param name="Since">When this version was first seen, or the count began anew.</param>
    private sealed record Pulse(long Version, TimeSpan Since, MemberStatus Status, TimeSpan StatusSince, bool Silent);
}
