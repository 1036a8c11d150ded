using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Stores.Tests;

/// <summary>What a store test needs and does not care about.</summary>
internal static class Sample
{
    public const string Template = "{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}";

    public static StoreName Store { get; } = new("copies");

    public static CopiesSettings Settings(string folder, string template = Template, double minFree = 0) =>
        new(Store, folder, template, TimeSpan.FromDays(1), null, minFree, 0.8);

    public static SourceLocation Source(string path, string id = "docs") => new(SourceId.Parse(id), path);

    public static SnapshotId Id(int n = 0) => SnapshotId.Parse($"20261120_{90000 + n:000000}");

    public static Snapshot Snapshot(SnapshotId id, string content, TriggerKind trigger = TriggerKind.Change, long epoch = 0)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(content);
        return new Snapshot(
            id, 1, epoch, new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), [new ServedTrigger(new TriggerId("t1"), trigger)], null, bytes.Length,
            ContentDigest.Of(System.Security.Cryptography.SHA256.HashData(bytes)), SnapshotHealth.Healthy, null, []);
    }

    public static SideCar SideCar(SourceLocation source, Snapshot snapshot) => new(source.Id, source.Path, snapshot);
}
