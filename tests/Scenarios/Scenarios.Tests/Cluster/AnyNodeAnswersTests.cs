namespace Scenarios.Cluster;

/// <summary>Any node answers for every source.</summary>
public sealed class AnyNodeAnswersTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signal_at_one_node_makes_a_snapshot_that_every_node_lists(bool postgres)
    {
        await using var scene = await Scene.StartAsync(postgres, sources: 3, each: ", change = off");
        var (owner, others) = await scene.OwnerAsync();

        await scene.ServeAsync(others[0]);

        foreach (var node in scene.Cluster.Numbers) Assert.Equal(scene.Files[0].Digests[^1], (await scene.ListAsync(node))[^1].Digest);
        var status = await scene.Cluster.Nodes[others[1]].Client.GetStatusAsync(null, CancellationToken.None);
        Assert.Equal(ClusterSandbox.NameOf(owner), status.Sources.Single(source => source.Source == "s1").Owner);
        Assert.Equal(scene.Sources.Concat(scene.Cluster.Numbers.Select(node => $"own-{node}")).Order(), status.Sources.Select(source => source.Source).Order());
        await scene.EveryPromiseWasKeptAsync();
    }
}
