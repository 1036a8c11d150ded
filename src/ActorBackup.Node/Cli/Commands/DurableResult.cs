using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>What became of one source's snapshot.</summary>
/// <param name="Snapshot">Null if none was taken.</param>
internal sealed record DurableResult(SourceNameJson Source, OutcomeJson Outcome, SnapshotJson? Snapshot, ExitCode Code)
{
    public void Print(Terminal terminal)
    {
        if (Snapshot is null) terminal.Error.WriteLine($"actorbackup: {Trouble()}");
        else terminal.Say($"{Source.Source}: {Words(Snapshot)}");
    }

    private string Words(SnapshotJson s)
    {
        var state = Outcome.State == "unchanged" ? $"unchanged since snapshot {s.Id}" : $"snapshot {s.Id}";
        var items = s.FilesChanged is { } changed ? $", {(Outcome.State == "unchanged" ? "" : $"{Figures.Count(changed)} of ")}{Figures.Count(s.Files)} files{(Outcome.State == "unchanged" ? "" : " new or changed")}"
            : s.Items is null ? "" : $", {Figures.Count(s.Items)} items";
        var incomplete = s.Incomplete ? $", incomplete: {Outcome.Reason ?? "some files could not be read"}" : "";
        var health = s.Health.Verdict == "healthy" ? "" : $", {s.Health.Verdict}: {s.Health.Reason}";
        var missing = Outcome.MissingStores.Count == 0 ? "" : $", not yet in {string.Join(", ", Outcome.MissingStores)}";
        return $"{state}: {Figures.Bytes(s.Bytes)}{items}{health}{incomplete}{missing}";
    }

    private string Trouble() => Outcome.State switch
    {
        "accepted" => $"{Source.Source}: no snapshot yet: {Outcome.Reason}. It is taken as soon as a node runs and a store is back",
        _ => $"{Source.Source}: no snapshot: {Outcome.Reason ?? Outcome.State}",
    };
}
