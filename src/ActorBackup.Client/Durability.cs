using ActorBackup.Wire.Json;
using ActorBackup.Wire.Messages;

namespace ActorBackup.Client;

/// <summary>Waits for what was accepted.</summary>
public static class Durability
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Asks by id until the outcome is final, whatever happens meanwhile to the nodes that are asked.</summary>
    /// <param name="limit">After that what is known is returned, <c>accepted</c> as a rule; infinite if null.</param>
    /// <exception cref="NodeAwayException">No node has answered at all within <paramref name="limit"/>.</exception>
    /// <exception cref="NodeProblemException">No node knows the id, or there is no such source.</exception>
    public static async Task<Outcome> WaitUntilDurableAsync(
        this IBackupRequests node, string id, string? source = null, TimeSpan? limit = null, TimeProvider? time = null, CancellationToken stop = default)
    {
        time ??= TimeProvider.System;
        var (since, pause, known, away) = (time.GetTimestamp(), FirstPause, (Outcome?)null, (Exception?)null);
        while (true)
        {
            try
            {
                known = await node.GetOutcomeAsync(id, source, stop);
                if (known.IsFinal) return known;
            }
            catch (NodeAwayException nobody)
            {
                away = nobody;
            }
            catch (NodeProblemException no) when (no.Problem.Type is ProblemTypes.Away or ProblemTypes.Locked or ProblemTypes.Failed)
            {
                away = no;
            }

            if (limit is { } longest && time.GetElapsedTime(since) + pause > longest)
                return known ?? throw new NodeAwayException($"no node could say within {longest.TotalSeconds:0.#} s what became of request '{id}'", away);
            await Task.Delay(pause, time, stop);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
