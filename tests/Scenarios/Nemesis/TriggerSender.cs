using System.Collections.Concurrent;
using ActorBackup.Client;
using ActorBackup.Wire.Json;
using Scenarios.Cluster;
using Scenarios.History;

namespace Scenarios.Nemesis;

/// <summary>Clients: each trigger goes to a random node, and with the same id to another one while nobody has accepted it.</summary>
internal sealed class TriggerSender(ClusterSandbox cluster, RunClock clock)
{
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(12), Pause = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<string, SentTrigger> _sent = new();
    private int _attempts;

    public IReadOnlyList<SentTrigger> Sent => [.. _sent.Values.OrderBy(trigger => trigger.SentAt)];

    public int Attempts => _attempts;

    /// <param name="nodes">To ask, in turn; after the last the first again.</param>
    /// <param name="again">Sent once more after it was accepted.</param>
    /// <returns>Whether its outcome is known, if that was asked for; else whether it was accepted.</returns>
    public async Task<bool> SendAsync(SavedFile file, IReadOnlyList<int> nodes, bool durable, bool again, TimeSpan limit)
    {
        var id = Guid.CreateVersion7().ToString();
        var (began, request) = (clock.Elapsed, new SignalRequest(id, Wait: durable ? "durable" : null, TimeoutSeconds: durable ? 8 : null));
        _sent[id] = new SentTrigger(id, file.Source, TriggerAnswer.Unknown, null, file.Complete, clock.Seconds, null);
        for (var attempt = 0; ; attempt++)
        {
            var isDone = await AttemptAsync(id, file.Source, nodes[attempt % nodes.Count], request);
            if (isDone && again) await AttemptAsync(id, file.Source, nodes[(attempt + 1) % nodes.Count], request);
            if (isDone || clock.Elapsed - began > limit) return isDone;
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task<bool> AttemptAsync(string id, string source, int node, SignalRequest request)
    {
        using var limit = new CancellationTokenSource(AttemptLimit);
        Interlocked.Increment(ref _attempts);
        try
        {
            var outcome = await cluster.Nodes[node].Client.SignalAsync(source, request, limit.Token);
            var isKnown = outcome.State is "durable" or "unchanged" or "incomplete";
            if (isKnown || outcome.State == "accepted") Note(id, TriggerAnswer.Accepted, isKnown ? outcome.Snapshot : null);
            return request.Wait is null || isKnown;
        }
        catch (NodeProblemException told)
        {
            if (told.Problem.Status is >= 400 and < 500) Note(id, TriggerAnswer.Refused, null);
            return false;
        }
        catch (Exception away) when (away is NodeAwayException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    // Once accepted it stays so, whatever later attempts are told.
    private void Note(string id, TriggerAnswer answer, string? snapshot) => _sent.AddOrUpdate(
        id,
        _ => throw new InvalidOperationException($"{id} was answered before it was sent"),
        (_, old) => answer < old.Answer ? old : old with { Answer = answer, Snapshot = snapshot ?? old.Snapshot, AnsweredAt = old.Answer == answer ? old.AnsweredAt : clock.Seconds });
}
