using ActorBackup.Client;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Asks for a snapshot and waits for its end, or for the reason why it cannot come now.</summary>
internal static class DurableSnapshot
{
    private const double StepSeconds = 2;

    /// <summary>A source that only waits, this often in a row, waits for a store that refuses: a capture under way is not waiting.</summary>
    private const int WaitingSteps = 4;

    public static async Task<DurableResult> TakeAsync(IBackupClient client, SourceNameJson source, SignalRequest request, CancellationToken stop)
    {
        var asked = request with { Id = Guid.CreateVersion7().ToString(), Wait = "durable", TimeoutSeconds = StepSeconds };
        try
        {
            var outcome = await client.SignalAsync(source.Key, asked, stop);
            for (var waiting = 0; outcome.State == "accepted"; outcome = await client.SignalAsync(source.Key, asked, stop))
            {
                var status = await client.GetSourceAsync(source.Key, stop);
                waiting = status.State == "waiting" ? waiting + 1 : 0;
                var unusable = status.Stores.All(s => s.State is "away" or "full");
                if (unusable || waiting >= WaitingSteps) return new DurableResult(source, outcome, null, unusable ? ExitCode.Away : ExitCode.Failed);
            }

            var snapshot = outcome.Snapshot is null ? null : await client.GetSnapshotAsync(source.Key, outcome.Snapshot, null, null, stop);
            return new DurableResult(source, outcome, snapshot, CodeOf(outcome, snapshot));
        }
        catch (NodeProblemException no)
        {
            var refused = new OutcomeJson(asked.Id, "refused", source.Source, null, [], no.Message);
            return new DurableResult(source, refused, null, ProblemCodes.Of(no.Problem.Type));
        }
    }

    /// <summary>What could not be read then cannot be read now, if nothing has changed.</summary>
    private static ExitCode CodeOf(OutcomeJson outcome, SnapshotJson? snapshot) => outcome.State switch
    {
        "unchanged" when snapshot is { Incomplete: true } => ExitCode.Incomplete,
        "durable" or "unchanged" => outcome.MissingStores.Count == 0 ? ExitCode.Ok : ExitCode.Incomplete,
        "incomplete" => ExitCode.Incomplete,
        _ => ExitCode.Failed,
    };
}
