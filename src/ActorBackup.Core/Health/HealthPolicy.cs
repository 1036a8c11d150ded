using System.Globalization;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;

namespace ActorBackup.Core.Health;

/// <summary>What is judged of a content.</summary>
/// <param name="Items">Counted, or told by the client where the content is not parsed; null if neither.</param>
/// <param name="Torn">Why it may be half-written, else null.</param>
public sealed record ContentFacts(long Bytes, long? Items, ContentReading Reading, string? Torn);

/// <summary>Tells healthy from suspect (rules 4). Pure; the reference is the newest healthy snapshot.</summary>
/// <param name="MaxShrink">Share, 0 to 1, of the reference's bytes that may be lost at once.</param>
/// <param name="MaxItemDrop">Likewise for items.</param>
public sealed record HealthPolicy(double MaxShrink, double MaxItemDrop)
{
    /// <summary>Losing this many bytes, or fewer, is never suspect.</summary>
    public const long ShrinkSlackBytes = 4096;

    /// <summary>Losing this many items, or fewer, is never suspect.</summary>
    public const long ItemSlack = 5;

    /// <summary>How far back the largest snapshot is looked for that a warning compares with.</summary>
    public static readonly TimeSpan WarningWindow = TimeSpan.FromDays(7);

    public static HealthPolicy Of(HealthSettings settings) => new(settings.MaxShrink, settings.MaxItemDrop);

    /// <param name="largest">The largest healthy one of the last 7 days; against it a slow decline is only warned of.</param>
    /// <param name="shrinkExpected">Announced: smaller or empty content is right if it is whole and parses.</param>
    public SnapshotHealth Judge(ContentFacts content, Snapshot? reference, Snapshot? largest, bool shrinkExpected)
    {
        if (content.Torn is not null) return Suspect(Suspicion.Torn, $"torn: {content.Torn}");
        if (content.Reading.Failure is not null) return Suspect(Suspicion.Unparsable, $"does not parse: {content.Reading.Failure}");
        if (Loss(content, reference, "the newest healthy one") is { } loss)
            return shrinkExpected ? loss with { Verdict = HealthVerdict.Healthy, AcceptedBy = "announcement" } : loss;
        return Loss(content, largest, "the largest of the last 7 days") is { } decline
            ? SnapshotHealth.Healthy with { Reason = $"warning: {decline.Reason}" } : SnapshotHealth.Healthy;
    }

    private SnapshotHealth? Loss(ContentFacts content, Snapshot? reference, string which)
    {
        if (reference is null) return null;
        if ((content.Bytes == 0 || content.Reading.Blank) && reference.Bytes > 0 && reference.Items is null or > 0)
            return Suspect(Suspicion.Empty, $"empty, while {reference.Id}, {which}, has {Figure(reference.Bytes)} bytes");
        if (content.Items == 0 && reference.Items > 0)
            return Suspect(Suspicion.Empty, $"no items, while {reference.Id}, {which}, has {Figure(reference.Items.Value)}");
        if (content.Items is { } items && reference.Items is { } had && had - items > ItemSlack && had - items > had * MaxItemDrop)
            return Suspect(Suspicion.FewerItems, $"{Figure(items)} items, while {reference.Id}, {which}, has {Figure(had)}");
        if (reference.Bytes - content.Bytes > ShrinkSlackBytes && reference.Bytes - content.Bytes > reference.Bytes * MaxShrink)
            return Suspect(Suspicion.Smaller, $"{Figure(content.Bytes)} bytes, while {reference.Id}, {which}, has {Figure(reference.Bytes)}");
        return null;
    }

    private static SnapshotHealth Suspect(Suspicion suspicion, string reason) => new(HealthVerdict.Suspect, reason) { Suspicion = suspicion };

    private static string Figure(long figure) => figure.ToString("N0", CultureInfo.InvariantCulture);
}
