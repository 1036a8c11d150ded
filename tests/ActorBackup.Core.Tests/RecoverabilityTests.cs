using ActorBackup.Core.Capturing;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Tests.Manifests;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests;

/// <summary>Requirement X1: however many bad saves follow, the good ones stay and are found.</summary>
public sealed class RecoverabilityTests
{
    private readonly Story _story = new(Some.Settings(retention: new RetentionPolicy(KeepLast: 10, Hourly: 0, Daily: 0)));

    private static readonly CaptureResult.Captured[] BadSaves =
    [
        Some.Captured("", items: 0, bytes: 0, blank: true),
        Some.Captured("\"\"", items: 0, bytes: 2),
        Some.Captured("[]", items: 0, bytes: 2),
        Some.Captured("{}", items: 0, bytes: 2),
        Some.Captured("null", items: 0, bytes: 4),
        Some.Captured("  \n", items: 0, bytes: 3, blank: true),
        Some.Captured("[{\"a\":1},{\"a\"", items: null, bytes: 13, failure: "ends at byte 13 inside an object"),
        Some.Captured("{\"error\":\"out of memory\"}", items: 1, bytes: 25),
        Some.Captured("[{\"a\":1}]", items: 1, bytes: 9),
    ];

    [Fact]
    public void Keeps_ten_healthy_ones_and_the_last_good_one_is_latest()
    {
        var good = Enumerable.Range(0, 20).Select(i => Saves(Some.Captured($"good {i}", 500 + i, 50_000 + i))).ToList();

        for (var i = 0; i < 50; i++) Saves(BadSaves[i % BadSaves.Length]);

        var live = _story.Manifest.Snapshots.FindAll(s => s.State == SnapshotState.Live);
        Assert.Equal(good.Skip(10).Select(s => s.Id), live.Where(s => s.Health.IsHealthy).Select(s => s.Id));
        var chosen = _story.Chooses("latest");
        Assert.Equal(good[^1].Id, chosen.Snapshot!.Id);
        Assert.All(chosen.Passed, s => Assert.Equal(HealthVerdict.Suspect, s.Health.Verdict));
        Assert.InRange(live.Count, 11, 14);
    }

    [Fact]
    public void A_legitimate_shrink_goes_on_once_it_is_accepted()
    {
        for (var i = 0; i < 20; i++) Saves(Some.Captured($"good {i}", 500 + i, 50_000 + i));
        for (var i = 0; i < 50; i++) Saves(BadSaves[i % BadSaves.Length]);
        var shrunk = Saves(Some.Captured("after the clean-up", 40, 4_000));
        Assert.False(shrunk.Health.IsHealthy);

        _story.Does(_story.Manifest.AcceptSnapshot(new SourceProtocol.Accept(Some.Source, null, "uid 1000"), _story.Now));
        var next = Saves(Some.Captured("and on", 41, 4_100));

        Assert.True(next.Health.IsHealthy);
        Assert.Equal(next.Id, _story.Chooses("latest").Snapshot!.Id);
        Assert.Equal("accept by uid 1000", _story.Manifest.Find(shrunk.Id)!.Health.AcceptedBy);
    }

    private Snapshot Saves(CaptureResult.Captured content)
    {
        var taken = _story.Captures(content);
        Assert.Null(_story.Retains().Held);
        return taken;
    }
}
