using ActorBackup.Core.Manifests;

namespace Scenarios.Cluster;

/// <summary>A node that an operator puts out of the cluster.</summary>
public sealed class DownedNodeTests
{
    [Fact]
    public async Task Its_own_sources_go_on_and_it_comes_back_by_itself()
    {
        await using var scene = await Scene.StartAsync(postgres: true, each: ", change = off");
        var (owner, others) = await scene.OwnerAsync();
        var epoch = await scene.EpochAsync();
        var own = new Saves(scene.Cluster.LocalFileOf(owner));

        var down = await CommandResult.OfAsync(scene.Cluster.Root, ["cluster", "down", ClusterSandbox.NameOf(owner), "--yes", "--config", scene.Cluster.ConfigFile(others[0])]);

        Assert.True(down.Code == 0, $"{down}");
        await scene.RowAsync(row => row.Event is OwnershipTaken taken && taken.Epoch > epoch, "the source has another owner");
        var digest = own.Save();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                return (await scene.ListAsync(owner, $"own-{owner}")).Any(snapshot => snapshot.Digest == digest);
            }
            catch (ActorBackup.Client.NodeProblemException)
            {
                return false;   // its actors are starting again
            }
        }, "its own source goes on", scene.Cluster.Said);
        await scene.ServeAsync(owner);
        await Eventually.TrueAsync(async () => (await scene.Cluster.Journal.LiveAsync()).Contains(ClusterSandbox.NameOf(owner)), "it is back in the cluster", scene.Cluster.Said);
        await scene.EveryPromiseWasKeptAsync();
    }
}
