using Scenarios.History.Rules;

namespace Scenarios.History;

/// <summary>Decides from a run's history whether the cluster kept its promises. Pure; the same history gives the same verdict.</summary>
public static class HistoryChecker
{
    /// <returns>Nothing if every promise was kept.</returns>
    public static IReadOnlyList<Violation> Check(Observations seen) =>
    [
        .. JournalRule.Check(seen),
        .. OwnershipRule.Check(seen),
        .. GrantRule.Check(seen),
        .. EffectRule.Check(seen),
        .. EpochRule.Check(seen),
        .. FreshnessRule.Check(seen),
        .. StoreRule.Check(seen),
        .. RecoveryRule.Check(seen),
    ];
}
