using ActorBackup.Wire.Json;
using ActorBackup.Wire.Messages;

namespace ActorBackup.Client.Tests;

public sealed class DurabilityTests
{
    private static readonly Outcome Accepted = new("b1", "accepted", "cart", null, [], null);
    private static readonly Outcome Durable = Accepted with { State = "durable", Snapshot = "s1" };

    [Fact]
    public async Task Asks_until_it_is_durable()
    {
        var node = new Node([() => Accepted, () => Accepted, () => Durable]);

        Assert.Equal("s1", (await node.WaitUntilDurableAsync("b1", "cart")).Snapshot);
    }

    [Fact]
    public async Task Outlives_nodes_that_are_away_and_sources_without_an_owner()
    {
        var node = new Node(
        [
            () => throw new NodeAwayException("nobody"),
            () => throw new NodeProblemException(new ProblemJson(ProblemTypes.Away, "away", 503, "owner unreachable")),
            () => Durable,
        ]);

        Assert.Equal("s1", (await node.WaitUntilDurableAsync("b1", "cart")).Snapshot);
    }

    [Fact]
    public async Task Does_not_wait_for_what_no_node_knows()
    {
        var node = new Node([() => throw new NodeProblemException(new ProblemJson(ProblemTypes.NoSuchOutcome, "no such outcome", 404, "unknown"))]);

        await Assert.ThrowsAsync<NodeProblemException>(() => node.WaitUntilDurableAsync("b1", "cart"));
    }

    [Fact]
    public async Task Tells_what_is_known_when_the_time_is_over()
    {
        var node = new Node([() => Accepted]);

        Assert.Equal("accepted", (await node.WaitUntilDurableAsync("b1", "cart", limit: TimeSpan.Zero)).State);
    }

    [Fact]
    public async Task Says_that_nobody_could_say_when_the_time_is_over()
    {
        var node = new Node([() => throw new NodeAwayException("nobody")]);

        await Assert.ThrowsAsync<NodeAwayException>(() => node.WaitUntilDurableAsync("b1", "cart", limit: TimeSpan.Zero));
    }

    /// <summary>Answers questions for an outcome in this order.</summary>
    private sealed class Node(IReadOnlyList<Func<Outcome>> answers) : IBackupRequests
    {
        private int _asked;

        public Task<Outcome> GetOutcomeAsync(string id, string? source = null, CancellationToken stop = default) => Task.Run(answers[_asked++], stop);

        public Task<Outcome> BackupNowAsync(BackupNow request, CancellationToken stop = default) => throw new NotSupportedException();

        public Task<Outcome> AskRestoreAsync(AskRestore request, CancellationToken stop = default) => throw new NotSupportedException();

        public Task<Status> GetStatusAsync(string? source = null, CancellationToken stop = default) => throw new NotSupportedException();
    }
}
