using System.Collections.Immutable;
using System.Globalization;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Retention;

/// <summary>Says which snapshots stay in a store, and why (rules 6). Pure: no clock, no store; order is the list's. 0 keeps none by that rule.</summary>
/// <param name="Within">Kept if this close to the newest healthy one.</param>
public sealed record RetentionPolicy(
    int KeepLast = 10, TimeSpan? Within = null, int Hourly = 24, int Daily = 30, int Weekly = 0, int Monthly = 0, int Yearly = 0,
    int MinKeep = 3, int KeepSuspect = 3)
{
    private readonly record struct Calendar(string Rule, int Keep, Func<DateTimeOffset, DateTime> PeriodOf);

    /// <summary>Tells two policies apart; stable, for the journal.</summary>
    public string Fingerprint => string.Create(CultureInfo.InvariantCulture,
        $"last={KeepLast} within={Within?.ToString() ?? "off"} hourly={Hourly} daily={Daily} weekly={Weekly} monthly={Monthly} yearly={Yearly} ")
        + string.Create(CultureInfo.InvariantCulture, $"min={MinKeep} suspect={KeepSuspect}");

    private IEnumerable<Calendar> Calendars =>
    [
        new("hourly", Hourly, t => t.Date.AddHours(t.Hour) - t.Offset),
        new("daily", Daily, t => t.Date),
        new("weekly", Weekly, t => t.Date.AddDays(-(((int)t.DayOfWeek + 6) % 7))),
        new("monthly", Monthly, t => new DateTime(t.Year, t.Month, 1)),
        new("yearly", Yearly, t => new DateTime(t.Year, 1, 1)),
    ];

    /// <param name="inOrder">A source's snapshots in the manifest's order; those not live in <paramref name="store"/>, damaged or lost are passed over.</param>
    /// <param name="zone">Whose hours, days, weeks (from Monday), months and years count.</param>
    /// <returns>A line per live snapshot, newest first, with every rule that keeps it.</returns>
    public ImmutableList<RetentionLine> Plan(IEnumerable<Snapshot> inOrder, StoreName store, TimeZoneInfo zone)
    {
        var newestFirst = inOrder.Where(s => s.CopyIn(store) is { State: CopyState.Live }).Reverse().ToList();
        var reasons = newestFirst.ToDictionary(s => s.Id, _ => new List<string>());
        var healthy = newestFirst.FindAll(s => s.Health.IsHealthy);

        foreach (var pinned in newestFirst.Where(s => s.Pinned)) reasons[pinned.Id].Add("pinned");
        Keep(healthy.Where(s => s.Tier is null).Take(KeepLast), "keep-last", KeepLast);
        foreach (var tier in healthy.Where(s => s.Tier is not null).GroupBy(s => s.Tier!)) Keep(tier.Take(KeepLast), $"tier {tier.Key}", KeepLast);
        foreach (var calendar in Calendars)
            Keep(healthy.DistinctBy(s => calendar.PeriodOf(TimeZoneInfo.ConvertTime(s.TakenAt, zone))).Take(calendar.Keep), calendar.Rule, calendar.Keep);
        if (Within is { } within && healthy.Count > 0)
            foreach (var near in healthy.Where(s => s.TakenAt >= healthy[0].TakenAt - within)) reasons[near.Id].Add($"within {within} of the newest");
        Keep(healthy.Take(Math.Max(1, MinKeep)), "min-keep", Math.Max(1, MinKeep));
        Keep(newestFirst.Where(s => s.Health.Verdict == HealthVerdict.Suspect).Take(KeepSuspect), "keep-suspect", KeepSuspect);
        foreach (var first in FirstOfRuns(newestFirst)) reasons[first.Id].Add("first of a suspect run");

        return [.. newestFirst.Where(s => s.Health.Verdict != HealthVerdict.Damaged).Select(s => Line(s, reasons[s.Id]))];

        void Keep(IEnumerable<Snapshot> kept, string rule, int figure)
        {
            foreach (var s in kept) reasons[s.Id].Add($"{rule} {figure.ToString(CultureInfo.InvariantCulture)}");
        }

        RetentionLine Line(Snapshot s, List<string> why) => new(s.Id, store, why.Count > 0, why.Count > 0 ? [.. why] : [$"no rule keeps it ({Fingerprint})"]);
    }

    private static IEnumerable<Snapshot> FirstOfRuns(List<Snapshot> newestFirst)
    {
        for (var i = 0; i < newestFirst.Count; i++)
            if (IsSuspect(i) && !IsSuspect(i + 1)) yield return newestFirst[i];

        bool IsSuspect(int i) => i < newestFirst.Count && newestFirst[i].Health.Verdict == HealthVerdict.Suspect;
    }
}
