using System.Globalization;

namespace ActorBackup.Core.Triggers;

/// <summary>Ids made of the instant a clock was due, so that the same run is one trigger on whichever node or start (rules 2).</summary>
public static class ClockTriggerId
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";

    public static TriggerId Of(TriggerKind kind, DateTimeOffset due) =>
        new($"{Prefix(kind)}:{due.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture)}");

    /// <summary>The id for a settled change, made of the moment of its first event.</summary>
    public static TriggerId OfChange(DateTimeOffset firstEventAt) => Of(TriggerKind.Change, firstEventAt);

    /// <summary>One start of a node is one trigger, however often it is told.</summary>
    public static TriggerId OfStartup(string nodeStartId) => new($"startup:{nodeStartId}");

    /// <summary>The due instant inside an interval or cron trigger's id, else null.</summary>
    public static DateTimeOffset? DueOf(Trigger trigger)
    {
        if (trigger.Kind is not (TriggerKind.Interval or TriggerKind.Cron)) return null;
        var text = trigger.Id.Value.AsSpan(trigger.Id.Value.IndexOf(':', StringComparison.Ordinal) + 1);
        return DateTimeOffset.TryParseExact(
            text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var due) ? due : trigger.At;
    }

    private static string Prefix(TriggerKind kind) => kind switch
    {
        TriggerKind.Interval => "interval",
        TriggerKind.Cron => "cron",
        TriggerKind.Change => "change",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only clocks and changes have ids made of an instant."),
    };
}
