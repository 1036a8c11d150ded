namespace Scenarios.History.Rules;

/// <summary>When the last fault is over every source serves a new trigger within 15 s.</summary>
internal static class RecoveryRule
{
    public const double LimitSeconds = 15;

    public static IEnumerable<Violation> Check(Observations seen) => seen.WholeAgain.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Where(pair => pair.Value is null or > LimitSeconds)
        .Select(pair => new Violation(pair.Value is null ? $"{pair.Key}: served no trigger after the last fault" : $"{pair.Key}: whole again only {pair.Value:N1} s after the last fault (limit {LimitSeconds} s)"));
}
