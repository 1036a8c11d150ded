using ActorBackup.Wire.Json;
using ActorBackup.Wire.Messages;
using Akka.Cluster.Tools.Client;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace ActorBackup.Client.Tests;

/// <summary>The client alone: the way to the nodes is a probe.</summary>
public sealed class BackupClusterClientTests(ITestOutputHelper output) : TestKit("akka.test.single-expect-default = 20s", output)
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task Sends_to_the_signals_of_a_node_with_an_id()
    {
        var (client, tunnel) = Client();

        var asked = client.BackupNowAsync(new BackupNow("cart"), Stop);
        var (path, request) = Sent<BackupNow>(tunnel);
        tunnel.Reply(new Accepted(request.Id!, "cart", "waits"));

        Assert.Equal("/user/node/signals", path);
        var outcome = await asked;
        Assert.Equal((request.Id, "accepted", "waits"), (outcome.Id, outcome.State, outcome.Reason));
    }

    [Fact]
    public async Task Sends_it_again_with_the_same_id_where_no_answer_comes()
    {
        var (client, tunnel) = Client(oneAnswer: TimeSpan.FromMilliseconds(50));

        var asked = client.BackupNowAsync(new BackupNow("cart"), Stop);
        var lost = Sent<BackupNow>(tunnel).Request.Id;
        var again = Sent<BackupNow>(tunnel).Request.Id;
        AnswerAll(tunnel, new Accepted(again!, "cart"));

        Assert.Equal(lost, again);
        Assert.Equal(lost, (await asked).Id);
    }

    [Fact]
    public async Task A_refusal_is_an_exception_with_the_nodes_words()
    {
        var (client, tunnel) = Client();
        AnswerAll(tunnel, new Refused("no-such-source", "There is no source 'cart'."));

        var refused = await Assert.ThrowsAsync<NodeProblemException>(() => client.GetStatusAsync("cart", Stop));

        Assert.Equal((ProblemTypes.NoSuchSource, "There is no source 'cart'."), (refused.Problem.Type, refused.Message));
    }

    [Fact]
    public async Task Gives_up_where_no_node_answers()
    {
        var (client, _) = Client(oneAnswer: TimeSpan.FromMilliseconds(20), patience: TimeSpan.FromMilliseconds(100));

        var away = await Assert.ThrowsAsync<NodeAwayException>(() => client.GetOutcomeAsync("b1", "cart", Stop));

        Assert.Contains("no node of db1:4053 answered", away.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_for_a_restore_that_is_under_way()
    {
        var (client, tunnel) = Client();

        var asked = client.AskRestoreAsync(new AskRestore("cart"), Stop);
        var first = Sent<AskRestore>(tunnel).Request.Id;
        tunnel.Reply(new Accepted(first!, "cart"));
        Assert.Equal(first, Sent<AskRestore>(tunnel).Request.Id);
        tunnel.Reply(new Outcome(first!, "durable", "cart", "s1", [], null));

        Assert.Equal("s1", (await asked).Snapshot);
    }

    private (BackupClusterClient Client, TestProbe Tunnel) Client(TimeSpan? oneAnswer = null, TimeSpan? patience = null)
    {
        var tunnel = CreateTestProbe();
        return (new BackupClusterClient(Sys, tunnel.Ref, "db1:4053", patience, oneAnswer ?? TimeSpan.FromSeconds(20), null), tunnel);
    }

    private static (string Path, T Request) Sent<T>(TestProbe tunnel)
    {
        var send = tunnel.ExpectMsg<ClusterClient.Send>();
        return (send.Path, Assert.IsType<T>(send.Message));
    }

    private static void AnswerAll(TestProbe tunnel, IAnswer answer)
    {
        if (tunnel.Sender is { } last && !Akka.Actor.ActorRefExtensions.IsNobody(last)) tunnel.Reply(answer);
        tunnel.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
        {
            Akka.Actor.ActorRefImplicitSenderExtensions.Tell(sender, answer);
            return AutoPilot.KeepRunning;
        }));
    }
}
