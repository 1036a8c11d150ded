using System.Collections.Immutable;
using ActorBackup.Wire.Messages;

namespace ActorBackup.Client.Tests.Wire;

/// <summary>One of every message with every field set, and the same again with everything optional left out.</summary>
internal static class WireSamples
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    private static readonly BackupNow FullBackup = new("docs:a/ü.json")
    {
        Id = "0192f3c0-7a00-7000-8000-000000000001",
        Trigger = "before-change",
        Label = "before 🚀",
        Pin = true,
        Items = 42,
        Counters = ImmutableSortedDictionary<string, double>.Empty.Add("ean", 0.1),   // one entry: protobuf keeps no order
        OncePer = "day",
        Saved = true,
        ExpectShrink = true,
        ResetCount = true,
    };

    private static readonly StatusOfSource FullSource = new("cart", "file", "/srv/cart.json", "n1", "catching-up", TimeSpan.FromSeconds(2.5))
    {
        LastSnapshot = "20261120_120000_2",
        LastSnapshotAt = At,
        LastHealthyAt = At,
        Items = 42,
        ItemsAtRisk = 3,
        System = new VerdictOfSource("ok", "runs"),
        DataSafety = new VerdictOfSource("warn", "2 snapshots behind"),
        Processing = new VerdictOfSource("bad", "no change for a day"),
        Stores = [new StoreOfSource("vault", "away", 2, "not mounted"), new StoreOfSource("copies", "here", 0)],
    };

    public static ImmutableList<object> All { get; } =
    [
        FullBackup, new BackupNow("cart"),
        new AskRestore("cart") { Id = "r1", Snapshot = "latest", At = At, Tier = "frequent", Store = "vault", To = "/srv/a b.json", Force = true, DryRun = true }, new AskRestore("cart"),
        new GetOutcome("b1", "cart"), new GetOutcome("b1"), new GetStatus("cart"), new GetStatus(),
        new Accepted("b1", "cart", "store full"), new Accepted("b1", "cart"),
        new Outcome("b1", "durable", "cart", "20261120_120000_2", ["vault"], "why"), new Outcome("b1", "accepted", "cart", null, [], null),
        new Refused("away", "owner unreachable", "b1"), new Refused("invalid", "no"),
        new Status("n1", [FullSource, new StatusOfSource("bare", "file", "/b", "n2", "idle", TimeSpan.Zero)], ["n3"], true),
        new Forwarded(FullBackup), new Forwarded(new GetStatus()),
    ];
}
