using ActorBackup.Core.Manifests;
using Scenarios.History;

namespace Scenarios.Nemesis;

/// <summary>What came of a run.</summary>
internal sealed record NemesisVerdict(int Seed, int Faults, int Attempts, Observations Seen, IReadOnlyList<Violation> Violations)
{
    public bool IsGood => Violations.Count == 0;

    /// <summary>Lines for people: every violation with the rows concerned, then the figures, the verdict and the seed.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var violation in Violations.Take(20)) yield return $"VIOLATION {violation}";
        if (Violations.Count > 20) yield return $"… and {Violations.Count - 20} more";
        var accepted = Seen.Sent.Count(trigger => trigger.Answer == TriggerAnswer.Accepted);
        yield return $"{Seen.Sent.Count} triggers sent in {Attempts} attempts: {accepted} accepted, {Seen.Sent.Count(trigger => trigger.Answer == TriggerAnswer.Refused)} refused, {Seen.Sent.Count(trigger => trigger.Answer == TriggerAnswer.Unknown)} unknown";
        yield return $"{Seen.Rows.Count} events of {Seen.BySource.Count()} sources, {Seen.Rows.Count(row => row.Event is OwnershipTaken)} changes of owner, {Seen.Rows.Count(row => row.Event is SnapshotTaken)} snapshots, {Faults} faults";
        yield return $"verdict: {(IsGood ? "every promise was kept" : $"{Violations.Count} violations")}, seed {Seed}";
    }
}
