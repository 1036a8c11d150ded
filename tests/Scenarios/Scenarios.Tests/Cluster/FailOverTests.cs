using ActorBackup.Core.Manifests;
using Scenarios.History;

namespace Scenarios.Cluster;

/// <summary>What happens to a shared source when its owner ends. The figures are measured by scripts/bench-cluster.sh; here the limits are generous.</summary>
public sealed class FailOverTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_node_goes_on_after_a_kill(bool postgres)
    {
        await using var scene = await Scene.StartAsync(postgres, each: ", change = off, interval = 2s");
        var (owner, _) = await scene.OwnerAsync();
        var epoch = await scene.EpochAsync();

        await scene.Cluster.Nodes[owner].KillAsync();
        scene.Files[0].Save();

        var taken = await scene.RowAsync(row => row.Event is SnapshotTaken e && e.Snapshot.Epoch > epoch, "the next owner takes a snapshot");
        Assert.Contains(((SnapshotTaken)taken.Event).Snapshot.Triggers, trigger => trigger.Kind == ActorBackup.Core.Triggers.TriggerKind.Interval);
        scene.Cluster.Start(owner);
        await scene.EveryPromiseWasKeptAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_stops_hands_its_sources_over(bool postgres)
    {
        await using var scene = await Scene.StartAsync(postgres, sources: 6, each: ", change = off");
        var (owner, others) = await scene.OwnerAsync();

        Assert.Equal(0, await scene.Cluster.Nodes[owner].StopAsync());
        await scene.Cluster.OwnedAsync(scene.Sources);
        await scene.ServeAsync(others);

        var (rows, grants) = (await scene.Cluster.Journal.RowsAsync(), await scene.Cluster.Journal.GrantsAsync());
        foreach (var source in scene.Sources)
            foreach (var gap in Gap.All(source, rows, grants)) Assert.True(gap.Seconds < 5, $"{source} had no owner for {gap.Seconds:N1} s\n{scene.Cluster.Said()}");
        await scene.EveryPromiseWasKeptAsync();
    }
}
