namespace Scenarios.History.Rules;

/// <summary>When the last fault is over every source serves a new trigger soon.</summary>
internal static class RecoveryRule
{
    public static IEnumerable<Violation> Check(Observations seen) => seen.WholeAgain.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Where(pair => pair.Value is null || pair.Value > seen.WholeAgainWithin)
        .Select(pair => new Violation(pair.Value is null ? $"{pair.Key}: served no trigger after the last fault" : $"{pair.Key}: whole again only {pair.Value:N1} s after the last fault (limit {seen.WholeAgainWithin} s)"));
}
