using ActorBackup.Core.Manifests;

namespace Scenarios.Cluster;

/// <summary>An owner that is stopped for longer than its right lasts, and goes on as if nothing had happened.</summary>
public sealed class FrozenOwnerTests
{
    private const string Busy = ", interval = 1s";

    [Fact]
    public async Task Nothing_it_does_afterwards_counts()
    {
        await using var scene = await Scene.StartAsync(postgres: true, each: Busy);
        await FreezeAsync(scene);

        await scene.EveryPromiseWasKeptAsync();
    }

    /// <remarks>Stopped in the middle of a transaction it holds the file's one lock, and nobody can take anything before it goes on: then too nothing may be wrong.</remarks>
    [Fact]
    public async Task On_sqlite_every_promise_is_kept_too_though_the_others_may_have_to_wait_for_it()
    {
        await using var scene = await Scene.StartAsync(postgres: false, each: Busy);
        var (owner, _) = await scene.OwnerAsync();
        await scene.ServeAsync(owner);

        Signals.Send(scene.Cluster.Nodes[owner].Pid, Signals.Stop);
        var since = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(7), "no right lasts as long");
        Signals.Send(scene.Cluster.Nodes[owner].Pid, Signals.Continue);

        await scene.ServeAsync([.. scene.Cluster.Numbers]);
        await scene.EveryPromiseWasKeptAsync();
    }

    [Fact]
    public async Task The_checker_finds_an_owner_that_ignores_its_deadline()
    {
        await using var scene = await Scene.StartAsync(postgres: true, each: Busy, program: ["dotnet", Programs.BrokenNode]);
        for (var attempt = 1; ; attempt++)
        {
            var frozen = await FreezeAsync(scene);
            // It fights for the source until somebody ends it, or is given it back by right before it comes to that: then once more.
            await scene.RowAsync(row => row.Event is OwnershipTaken e && e.Node.Value == ClusterSandbox.NameOf(frozen.Owner) && e.Epoch > frozen.Epoch, "the stale owner takes the source again");
            await scene.Cluster.Nodes[frozen.Owner].KillAsync();
            if ((await scene.JudgeAsync()).Any(violation => violation.What.Contains("taken without a right to it", StringComparison.Ordinal))) return;

            Assert.True(attempt < 4, "an owner that ignored its deadline four times was not found");
            await scene.Cluster.Start(frozen.Owner).ReadyAsync();
        }
    }

    private static async Task<(int Owner, long Epoch)> FreezeAsync(Scene scene)
    {
        var (owner, others) = await scene.OwnerAsync();
        await scene.ServeAsync(owner);
        var epoch = await scene.EpochAsync();

        Signals.Send(scene.Cluster.Nodes[owner].Pid, Signals.Stop);
        try
        {
            await scene.RowAsync(row => row.Event is OwnershipTaken e && e.Epoch > epoch, "another node takes the source");
            await scene.ServeAsync(others);
        }
        finally
        {
            Signals.Send(scene.Cluster.Nodes[owner].Pid, Signals.Continue);
        }
        var before = Of(scene, epoch);

        // Long enough for what it had begun: three more snapshots of the owner, of a source that is captured every second.
        for (var i = 0; i < 3; i++) await scene.ServeAsync(others);
        await Eventually.TrueAsync(() => scene.Cluster.Nodes[owner].IsReadyAsync(), "the stale owner is back", scene.Cluster.Said);

        var healthy = (await scene.ListAsync(others[0])).Where(snapshot => snapshot.Health.Verdict == "healthy").Select(snapshot => snapshot.Id).ToHashSet();
        Assert.DoesNotContain(Of(scene, epoch).Except(before), healthy.Contains);
        return (owner, await scene.EpochAsync());
    }

    private static HashSet<string> Of(Scene scene, long epoch) => [.. scene.Cluster.Store.Copies().Where(copy => copy.Epoch == epoch).Select(copy => copy.Id)];
}
