using System.Collections.Immutable;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

/// <param name="Due">To be accepted now; runs missed in sleep or downtime are made up once, by the last of them.</param>
/// <param name="NextAt">When a clock is due next; null without clocks. Ask again at the latest in a minute: wall clocks jump.</param>
public sealed record ClockPlan(ImmutableList<Trigger> Due, DateTimeOffset? NextAt);

public sealed partial record Manifest
{
    /// <param name="zone">Of cron.</param>
    public ClockPlan Clocks(SourceSettings settings, TimeZoneInfo zone, DateTimeOffset now)
    {
        var due = ImmutableList.CreateBuilder<Trigger>();
        DateTimeOffset? next = null;
        if (settings.Interval is { } every) Look(TriggerKind.Interval, State.LastIntervalDue, new IntervalClock(every));
        if (settings.Cron is { } cron) Look(TriggerKind.Cron, State.LastCronDue, CronSchedule.Parse(cron).In(zone));
        return new ClockPlan(due.ToImmutable(), next);

        void Look(TriggerKind kind, DateTimeOffset? last, IClock clock)
        {
            var (missed, nextAt) = MissedRuns.Since(last, State.FirstSeenAt, clock, now);
            if (missed is { } at) due.Add(new Trigger(ClockTriggerId.Of(kind, at), kind, now));
            if (nextAt is not null && (next is null || nextAt < next)) next = nextAt;
        }
    }

    /// <summary>The trigger of this start of the node, or null where startup is off.</summary>
    public static Trigger? StartupTrigger(SourceSettings settings, string nodeStartId, DateTimeOffset now) => settings.Startup is null ? null
        : new Trigger(ClockTriggerId.OfStartup(nodeStartId), TriggerKind.Startup, now) { OncePer = settings.Startup.OncePer };
}
