using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Manifests;

public sealed partial record Manifest
{
    /// <summary>Takes a trigger in, or says why not. The reply is <c>Done</c> (with the outcome so far) or <c>Refused</c>.</summary>
    /// <param name="zone">Whose calendar days <c>once-per = day</c> counts.</param>
    public Decision Accept(Trigger trigger, SourceSettings settings, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (State.Known.Find(trigger.Id) is { } known)
            return known.Body == trigger.Body ? Answer(OutcomeOf(trigger.Id, settings)!) : Decision.Refuse(Source, RefusalKind.Conflict,
                $"The id '{trigger.Id}' was used for another request to {Source} at {known.At:yyyy-MM-ddTHH:mm:ssZ}: "
                + "repeat that request unchanged, or make a new id.");
        if (trigger.Kind == TriggerKind.Signal && !settings.Signal)
            return Decision.Refuse(Source, RefusalKind.TurnedOff, $"{Source} takes no signals: set 'signal = on' for it, or use 'backup'.");
        if (UuidV7.TimeOf(trigger.Id.Value) is { } made && made <= State.Known.DroppedUpTo)
            return Decision.Refuse(Source, RefusalKind.TooOld,
                $"The id '{trigger.Id}' was made at {made:yyyy-MM-ddTHH:mm:ssZ}, and ids of {Source} from then are no longer remembered: make a new id.");
        if (IsWaitingClockOrChange(trigger)) return Answer(new Outcome(trigger.Id, OutcomeState.Accepted, Source));
        if (UsedToday(trigger, zone, now) is { } used)
            return Answer(new Outcome(trigger.Id, OutcomeState.Unchanged, Source, NewestLive?.Id,
                Reason: $"once per day: {trigger.Kind.Name()} had its snapshot at {TimeZoneInfo.ConvertTime(used, zone):yyyy-MM-dd HH:mm:ss}"));
        var accepted = trigger.Kind == TriggerKind.Change ? trigger : trigger with { At = now };   // a change counts from its first event
        return new Decision([new TriggerAccepted(accepted, now)],
            new SourceProtocol.Done(Source, new Outcome(trigger.Id, OutcomeState.Accepted, Source)));
    }

    /// <summary>A change that waits stands for the next one too; a clock's run is accepted once.</summary>
    private bool IsWaitingClockOrChange(Trigger trigger) => trigger.Kind switch
    {
        TriggerKind.Change => Pending.Exists(t => t.Kind == TriggerKind.Change),
        TriggerKind.Interval => ClockTriggerId.DueOf(trigger) == State.LastIntervalDue,
        TriggerKind.Cron => ClockTriggerId.DueOf(trigger) == State.LastCronDue,
        _ => false,
    };

    private DateTimeOffset? UsedToday(Trigger trigger, TimeZoneInfo zone, DateTimeOffset now) =>
        trigger.OncePer == OncePer.Day && State.OncePerDayUsed.TryGetValue(trigger.Kind, out var used) && Day(used, zone) == Day(now, zone) ? used : null;

    private static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private Decision Answer(Outcome outcome) => new([], new SourceProtocol.Done(Source, outcome));
}
