using System.Globalization;
using ActorBackup.Client;
using ActorBackup.Wire.Json;
using ActorBackup.Wire.Messages;

namespace Collector;

/// <summary>One run: works, saves, sends a signal, waits until the save is durable; a line a round.</summary>
internal sealed class CollectorRun(CollectorOptions options, IBackupRequests nodes, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan BeforeAskingAgain = TimeSpan.FromMilliseconds(500);
    private readonly Graph _graph = new(options.Seed);

    /// <returns>Whether every round became durable.</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var durable = true;
        for (var round = 1; round <= options.Rounds; round++)
        {
            if (round > 1) await Task.Delay(options.Pause, time, stop);
            _graph.Grow();
            var content = _graph.Save();
            await SaveAsync(content, stop);

            var since = time.GetTimestamp();
            var outcome = await BackUpAsync($"{options.Run}-{round}", stop);
            durable &= outcome.IsDurable;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"round {round}: {_graph.Nodes} nodes, {_graph.Edges} links, {content.Length} bytes; {outcome.Id} is {outcome.State} as {outcome.Snapshot ?? "nothing"} after {time.GetElapsedTime(since).TotalMilliseconds:0} ms{(outcome.Reason is null ? "" : $": {outcome.Reason}")}"));
        }

        return durable;
    }

    /// <summary>Whole or not at all.</summary>
    private async Task SaveAsync(byte[] content, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(options.File)!);
        await File.WriteAllBytesAsync(options.File + ".tmp", content, stop);
        File.Move(options.File + ".tmp", options.File, overwrite: true);
    }

    /// <summary>With an id of its own it may be sent again after any failure: it has one effect.</summary>
    private async Task<Outcome> BackUpAsync(string id, CancellationToken stop)
    {
        var request = new BackupNow(options.Source) { Id = id, Items = _graph.Nodes, Saved = true };
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                var accepted = await nodes.BackupNowAsync(request, stop);
                return accepted.IsFinal ? accepted : await nodes.WaitUntilDurableAsync(id, options.Source, options.Limit, time, stop);
            }
            catch (Exception failure) when (MayPass(failure) && time.GetElapsedTime(since) < options.Limit)
            {
                await output.WriteLineAsync($"{id}: {failure.Message}; sent again");
                await Task.Delay(BeforeAskingAgain, time, stop);
            }
            catch (Exception failure) when (failure is NodeAwayException or NodeProblemException)
            {
                return new Outcome(id, "failed", options.Source, null, [], failure.Message);
            }
        }
    }

    private static bool MayPass(Exception failure) =>
        failure is NodeAwayException or NodeProblemException { Problem.Type: ProblemTypes.Away or ProblemTypes.Locked or ProblemTypes.Failed };
}
