using ActorBackup.Client;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Asks for a snapshot and waits for its end, or for the reason why it cannot come now.</summary>
internal static class DurableSnapshot
{
    private const double StepSeconds = 3;

    public static async Task<DurableResult> TakeAsync(IBackupClient client, SourceNameJson source, SignalRequest request, CancellationToken stop)
    {
        var asked = request with { Id = Guid.CreateVersion7().ToString(), Wait = "durable", TimeoutSeconds = StepSeconds };
        try
        {
            var outcome = await client.SignalAsync(source.Key, asked, stop);
            while (outcome is { State: "accepted", Reason: null }) outcome = await client.SignalAsync(source.Key, asked, stop);
            var snapshot = outcome.Snapshot is null ? null : await client.GetSnapshotAsync(source.Key, outcome.Snapshot, null, null, stop);
            return new DurableResult(source, outcome, snapshot, CodeOf(outcome));
        }
        catch (NodeProblemException no)
        {
            var refused = new OutcomeJson(asked.Id, "refused", source.Source, null, [], no.Message);
            return new DurableResult(source, refused, null, ProblemCodes.Of(no.Problem.Type));
        }
    }

    private static ExitCode CodeOf(OutcomeJson outcome) => outcome.State switch
    {
        "durable" or "unchanged" => outcome.MissingStores.Count == 0 ? ExitCode.Ok : ExitCode.Incomplete,
        "incomplete" => ExitCode.Incomplete,
        "accepted" => ExitCode.Away,    // it waits for a store; the trigger stays and will be served
        _ => ExitCode.Failed,
    };
}

/// <param name="Snapshot">Null if none was taken.</param>
internal sealed record DurableResult(SourceNameJson Source, OutcomeJson Outcome, SnapshotJson? Snapshot, ExitCode Code)
{
    public void Print(Terminal terminal)
    {
        if (Snapshot is null || Code is ExitCode.Failed or ExitCode.Away) terminal.Error.WriteLine($"actorbackup: {Trouble()}");
        else terminal.Say($"{Source.Source}: {Words(Snapshot)}");
    }

    private string Words(SnapshotJson s)
    {
        var state = Outcome.State == "unchanged" ? $"unchanged since snapshot {s.Id}" : $"snapshot {s.Id}";
        var items = s.Items is null ? "" : $", {Figures.Count(s.Items)} items";
        var health = s.Health.Verdict == "healthy" ? "" : $", {s.Health.Verdict}: {s.Health.Reason}";
        var missing = Outcome.MissingStores.Count == 0 ? "" : $", not yet in {string.Join(", ", Outcome.MissingStores)}";
        return $"{state}: {Figures.Bytes(s.Bytes)}{items}{health}{missing}";
    }

    private string Trouble() => Outcome.State switch
    {
        "accepted" => $"{Source.Source}: no snapshot yet: {Outcome.Reason}. It is taken as soon as a node runs and a store is back",
        _ => $"{Source.Source}: no snapshot: {Outcome.Reason ?? Outcome.State}",
    };
}
