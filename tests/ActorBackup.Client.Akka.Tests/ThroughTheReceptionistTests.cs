using ActorBackup.Wire.Messages;
using Akka.Actor;

namespace ActorBackup.Client.Tests;

/// <summary>The whole way: an actor system outside the cluster, ClusterClient, a receptionist, signals, and back.</summary>
public sealed class ThroughTheReceptionistTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ab-client");
    private readonly ActorSystem _program = ActorSystem.Create("shop", BackupClusterClient.Configuration);

    private string Database => Path.Combine(_folder.FullName, "cluster.db");

    public void Dispose()
    {
        _program.Terminate().Wait(TimeSpan.FromSeconds(30));
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_program_hears_back_from_a_node()
    {
        using var node = new ClusterNode("n1", Database);
        using var client = new BackupClusterClient(_program, [node.Address["akka.tcp://actorbackup@".Length..]]);

        var accepted = await client.BackupNowAsync(new BackupNow("cart") { Id = "b1" });
        var outcome = await client.WaitUntilDurableAsync("b1", "cart");

        Assert.Equal(("b1", "n1"), (accepted.Id, accepted.Reason));
        Assert.Equal("durable", outcome.State);
    }

    [Fact]
    public async Task A_program_goes_on_with_another_node_when_the_one_it_talks_to_is_gone()
    {
        using var first = new ClusterNode("n1", Database);
        using var second = new ClusterNode("n2", Database, first);
        using var client = new BackupClusterClient(_program, [first.Address, second.Address], patience: TimeSpan.FromSeconds(60));
        var talkedTo = (await client.GetOutcomeAsync("b1", "cart")).Snapshot;

        (talkedTo == "n1" ? first : second).Dispose();

        var outcome = await client.WaitUntilDurableAsync("b1", "cart");
        Assert.NotEqual(talkedTo, outcome.Snapshot);
    }
}
