using System.Collections.Immutable;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Forgetting;

/// <summary>A policy at work on one group: what each rule has kept last, and how often it may still.</summary>
internal sealed class PolicyRules
{
    private readonly ForgetPolicy _policy;
    private readonly NodeTime? _latest;
    private readonly TimeZoneInfo _zone;
    private readonly CountedRule[] _counted;
    private readonly SpanRule[] _spans;

    public PolicyRules(ForgetPolicy policy, IEnumerable<StoredSnapshot> newestFirst, DateTimeOffset now, TimeZoneInfo zone)
    {
        (_policy, _zone) = (policy, zone);
        _latest = LatestNotAfter(NodeTime.From(now), newestFirst);
        _counted =
        [
            new("last", policy.Last, static (_, number) => number), new("hourly", policy.Hourly, Hour), new("daily", policy.Daily, Day),
            new("weekly", policy.Weekly, Week), new("monthly", policy.Monthly, Month), new("yearly", policy.Yearly, Year),
        ];
        _spans =
        [
            new("hourly", policy.WithinHourly, Hour), new("daily", policy.WithinDaily, Day), new("weekly", policy.WithinWeekly, Week),
            new("monthly", policy.WithinMonthly, Month), new("yearly", policy.WithinYearly, Year),
        ];
    }

    /// <summary>Asked once for each snapshot, newest first.</summary>
    public ImmutableArray<string> Next(SnapshotDocument snapshot, int number, bool isOldest)
    {
        var reasons = ImmutableArray.CreateBuilder<string>();
        if (!_policy.Tags.IsDefaultOrEmpty)
            reasons.AddRange(_policy.Tags.Where(list => SnapshotFilter.HasTags(snapshot, list)).Select(static list => $"has tags [{string.Join(", ", list)}]"));
        if (IsWithin(snapshot.Time, _policy.Within)) reasons.Add($"within {_policy.Within}");
        foreach (var rule in _counted)
            if (rule.Keeps(snapshot.Time, number, isOldest) is { } reason) reasons.Add(reason);
        foreach (var rule in _spans)
            if (IsWithin(snapshot.Time, rule.Span) && rule.Keeps(snapshot.Time, isOldest) is { } reason) reasons.Add(reason);
        return reasons.DrainToImmutable();
    }

    private bool IsWithin(NodeTime time, KeepSpan span)
    {
        if (span.IsZero) return false;
        if (_latest is not { } latest) return true;   // every one is in the future
        var limit = span.Before(latest, _zone);
        return (time.Seconds, time.Nanos).CompareTo((limit.Seconds, limit.Nanos)) > 0;
    }

    private static NodeTime? LatestNotAfter(NodeTime now, IEnumerable<StoredSnapshot> newestFirst)
    {
        foreach (var snapshot in newestFirst)
        {
            var time = snapshot.Document.Time;
            if ((time.Seconds, time.Nanos).CompareTo((now.Seconds, now.Nanos)) <= 0) return time;
        }
        return null;
    }

    // Periods as numbers that no two of them share, by the wall clock of the snapshot.
    private static long Hour(NodeTime time, int number) => CivilDate.FloorDivide(time.Seconds + time.OffsetMinutes * 60L, 3600);

    private static long Day(NodeTime time, int number) => CivilDate.FloorDivide(Hour(time, number), 24);

    private static long Week(NodeTime time, int number) => CivilDate.FloorDivide(Day(time, number) + 3, 7);   // 1970 began on a Thursday

    private static long Month(NodeTime time, int number)
    {
        var date = CivilDate.FromDays(Day(time, number));
        return date.Year * 12 + date.Month;
    }

    private static long Year(NodeTime time, int number) => CivilDate.FromDays(Day(time, number)).Year;

    private sealed class CountedRule(string name, int count, Func<NodeTime, int, long> period)
    {
        private long? _last;
        private int _left = count;

        public string? Keeps(NodeTime time, int number, bool isOldest)
        {
            if (_left == 0) return null;
            var value = period(time, number);
            var isKnown = value == _last;
            if (isKnown && !isOldest) return null;
            _last = value;
            if (_left > 0) _left--;
            return $"{(isKnown ? "oldest " : "")}{name} snapshot";
        }
    }

    private sealed class SpanRule(string name, KeepSpan span, Func<NodeTime, int, long> period)
    {
        private long? _last;

        public KeepSpan Span => span;

        public string? Keeps(NodeTime time, bool isOldest)
        {
            var value = period(time, 0);
            var isKnown = value == _last;
            if (isKnown && !isOldest) return null;
            _last = value;
            return $"{(isKnown ? "oldest " : "")}{name} within {span}";
        }
    }
}
