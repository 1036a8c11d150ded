using System.Collections.Immutable;

namespace ActorBackup.Core.Ownership;

/// <summary>What one reader has seen of all incarnations. Begins anew with each start of a process: who was never seen is seen from now on.</summary>
public sealed class Observations
{
    private readonly ImmutableDictionary<string, Observation> _seen;

    private Observations(ImmutableDictionary<string, Observation> seen) => _seen = seen;

    public static Observations None { get; } = new(ImmutableDictionary<string, Observation>.Empty);

    /// <param name="owners">Incarnations that sources name; one without a row is silent from when that was first seen: its last
    /// heartbeats may have gone to the database's former server, unseen by this reader.</param>
    /// <param name="now">When the reading had come back.</param>
    public Observations See(IEnumerable<NodeRow> rows, IEnumerable<string> owners, TimeSpan now)
    {
        var next = ImmutableDictionary.CreateBuilder<string, Observation>();
        foreach (var row in rows)
            next[row.Incarnation] = Of(row.Incarnation) is not { } seen ? new(row.Version, now, now)
                : seen.Version == row.Version ? seen
                : seen with { Version = row.Version, Since = now };
        foreach (var owner in owners)
            if (!next.ContainsKey(owner)) next[owner] = Of(owner) is { Version: null } seen ? seen : new(null, now, now);
        return new(next.ToImmutable());
    }

    public Observation? Of(string incarnation) => _seen.GetValueOrDefault(incarnation);

    /// <summary>Zero for one that was never seen.</summary>
    public TimeSpan Silent(string incarnation, TimeSpan now) => Of(incarnation)?.SilentAt(now) ?? TimeSpan.Zero;

    public bool IsSettled(string incarnation, OwnershipTimes times, TimeSpan now) => Of(incarnation)?.IsSettled(times, now) ?? false;

    /// <summary>Whether everything that it had a right to has ended, as far as clocks go at like rates.</summary>
    public bool IsDead(string incarnation, OwnershipTimes times, TimeSpan now) => Of(incarnation) is { } seen && seen.SilentAt(now) >= times.DeadAfter;
}
