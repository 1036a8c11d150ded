using Scenarios.History;

namespace Scenarios.Cluster;

/// <summary>All nodes are restarted, one after the other, while signals come in.</summary>
public sealed class RollingRestartTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_signal_is_lost(bool postgres)
    {
        await using var scene = await Scene.StartAsync(postgres, sources: 3, each: ", change = off");
        using var over = new CancellationTokenSource();
        var sending = SendAsync(scene, over.Token);

        foreach (var node in scene.Cluster.Numbers)
        {
            Assert.Equal(0, await scene.Cluster.Nodes[node].StopAsync());
            await scene.Cluster.Start(node).ReadyAsync();
            await scene.Cluster.OwnedAsync(scene.Sources);
        }
        await over.CancelAsync();
        await sending;

        Assert.All(scene.Sender.Sent, trigger => Assert.Equal(TriggerAnswer.Accepted, trigger.Answer));
        await scene.EveryPromiseWasKeptAsync();
    }

    private static async Task SendAsync(Scene scene, CancellationToken over)
    {
        var under = new List<Task>();
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            var (file, first) = (scene.Files[i % scene.Files.Count], i);
            file.Save();
            under.Add(scene.Sender.SendAsync(file, [.. scene.Cluster.Numbers.Select(node => (node + first) % 3 + 1)], durable: false, again: i % 5 == 0, TimeSpan.FromSeconds(60)));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }
        await Task.WhenAll(under);
    }
}
