using System.Globalization;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;

namespace ActorBackup.Core.Health;

/// <summary>Lets time prove a suspect right: it stayed as it is, and what came later fits it (rules 4, <c>accept-after</c>).</summary>
/// <param name="After">Counted from when it was taken.</param>
public sealed record AcceptancePolicy(TimeSpan After, HealthPolicy Health)
{
    /// <summary>Null where accept-after is off.</summary>
    public static AcceptancePolicy? Of(SourceSettings settings) =>
        settings.Health.AcceptAfter is { } after ? new AcceptancePolicy(after, HealthPolicy.Of(settings.Health)) : null;

    /// <summary>When <paramref name="suspect"/> becomes healthy if nothing else happens, or null if time never does it.</summary>
    /// <param name="later">Every live snapshot after it, in order.</param>
    public DateTimeOffset? DueAt(Snapshot suspect, IEnumerable<Snapshot> later)
    {
        if (suspect.Health is not { Verdict: HealthVerdict.Suspect, Suspicion: Suspicion.Smaller or Suspicion.FewerItems }) return null;
        return suspect.Bytes > 0 && suspect.Items != 0 && later.All(s => FitsAfter(suspect, s)) ? suspect.TakenAt + After : null;
    }

    private bool FitsAfter(Snapshot reference, Snapshot later) =>
        later.Health.Suspicion is not (Suspicion.Torn or Suspicion.Unparsable or Suspicion.Unverified)
        && Health.Judge(FactsOf(later), reference, null, shrinkExpected: false).IsHealthy;

    private static ContentFacts FactsOf(Snapshot snapshot) =>
        new(snapshot.Bytes, snapshot.Items, new ContentReading(snapshot.ParsedAs, snapshot.Items, null, Blank: snapshot.Bytes == 0), null);

    /// <summary>As it is configured: <c>1d</c>, <c>90m</c> …</summary>
    internal static string Text(TimeSpan span)
    {
        var (figure, unit) = span switch
        {
            _ when span.TotalDays >= 1 && span.TotalDays % 1 == 0 => (span.TotalDays, "d"),
            _ when span.TotalHours >= 1 && span.TotalHours % 1 == 0 => (span.TotalHours, "h"),
            _ when span.TotalMinutes >= 1 && span.TotalMinutes % 1 == 0 => (span.TotalMinutes, "m"),
            _ when span.TotalSeconds >= 1 && span.TotalSeconds % 1 == 0 => (span.TotalSeconds, "s"),
            _ => (span.TotalMilliseconds, "ms"),
        };
        return figure.ToString(CultureInfo.InvariantCulture) + unit;
    }
}
