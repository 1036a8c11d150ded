using ActorBackup.Core.Capturing;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Testing;

/// <summary>Data for tests that do not care which: valid, fixed, and easy to vary with <c>with</c>.</summary>
public static class Some
{
    /// <summary>A Friday.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly SourceId Source = SourceId.Parse("linking-map");
    public static readonly NodeId Node = new("somewhere");
    public static readonly StoreName Copies = new("copies");
    public static readonly StoreName Vault = new("vault");
    public static readonly RetentionPolicy KeepsAll = new(KeepLast: int.MaxValue);

    public static SourceSettings Settings(
        StoreName[]? stores = null, RetentionPolicy? retention = null, HealthSettings? health = null, ChangeSettings? change = null,
        string path = "/srv/shop/linking_map.json") =>
        new(Source, path, IsGlob: false, [.. (stores ?? [Copies]).Select(s => new StoreUse(s, null))], change ?? ChangeSettings.Default,
            Interval: null, Cron: null, Startup: null, Signal: true, MinInterval: TimeSpan.Zero, PidFile: null, health ?? Health,
            retention ?? new RetentionPolicy(), MaxRpo: null, ExpectedItems: null, DurableIn: 1);

    public static HealthSettings Health { get; } = new(ParseMode.Auto, MaxShrink: 0.5, MaxItemDrop: 0.5, AcceptAfter: TimeSpan.FromDays(1));

    public static CopiesSettings CopiesSettings(string folder = "backups", StoreName? name = null) =>
        new(name ?? Copies, folder, "{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}",
            TrashKeep: TimeSpan.FromDays(1), TrashMaxBytes: null, MinFree: 0.1, WarnAt: 0.8);

    public static Trigger Trigger(TriggerKind kind = TriggerKind.Manual, string? id = null, DateTimeOffset? at = null) =>
        new(new TriggerId(id ?? $"{kind.Name()}-1"), kind, at ?? Noon);

    /// <summary>A digest that differs for every text.</summary>
    public static ContentDigest Digest(string text) =>
        ContentDigest.Of(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>A healthy snapshot; its id and digest follow from <paramref name="at"/> and <paramref name="sequence"/>.</summary>
    public static Snapshot Snapshot(
        DateTimeOffset? at = null, long sequence = 1, long? items = 100, long bytes = 10_000, SnapshotHealth? health = null,
        StoreName[]? stores = null, string? content = null)
    {
        var takenAt = at ?? Noon;
        var id = SnapshotId.New(takenAt, taken: _ => false);
        return new Snapshot(
            id, sequence, Epoch: 0, takenAt, [new ServedTrigger(new TriggerId($"manual-{id}"), TriggerKind.Manual)], items, bytes,
            Digest(content ?? $"{id}-{sequence}"), health ?? SnapshotHealth.Healthy, Stamp(takenAt, bytes),
            [.. (stores ?? [Copies]).Select(s => Copy(id, s, bytes))])
        {
            ParsedAs = items is null ? null : "json",
        };
    }

    public static StoredCopy Copy(SnapshotId id, StoreName? store = null, long bytes = 10_000) => new(store ?? Copies, $"linking_map_{id}.json", bytes);

    public static SnapshotHealth Suspect(Suspicion suspicion = Suspicion.Smaller, string reason = "smaller") =>
        new(HealthVerdict.Suspect, reason) { Suspicion = suspicion };

    public static FileStamp Stamp(DateTimeOffset? modifiedAt = null, long bytes = 10_000, ulong inode = 7, bool racy = false)
    {
        var nanos = ((modifiedAt ?? Noon) - DateTimeOffset.UnixEpoch).Ticks * 100;
        return new FileStamp(Device: 1, inode, bytes, nanos, nanos, Mode: 0b110_100_100, Owner: 1000, Group: 1000, racy);
    }

    public static CaptureResult.Captured Captured(
        string content = "content", long? items = 100, long bytes = 10_000, string? torn = null, string? failure = null, bool blank = false,
        DateTimeOffset? at = null) =>
        new(Stamp(at, bytes), Digest(content), bytes,
            new ContentReading(failure is null && items is not null ? "json" : null, failure is null ? items : null, failure, blank), torn, at ?? Noon, System.Collections.Immutable.ImmutableDictionary<StoreName, StoreException>.Empty);
}
