using System.CommandLine;
using ActorBackup.Core.Settings;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Repository;
using ActorBackup.Stores.Repositories;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Lists every snapshot in a repository, also those that restic made. Takes no lock.</summary>
internal sealed class StoreListCommand(Sessions sessions) : StoreVerb("list", "List all snapshots in a repository, whoever made them", sessions)
{
    protected override async Task<ExitCode> RunAsync(Session session, RepositorySettings store, ParseResult arguments, CancellationToken stop)
    {
        await using var repository = await DoorOf(session, store).OpenAsync(stop);
        var snapshots = await repository.SnapshotsAsync(strict: false, stop);
        List<StoredSnapshotJson> lines = [.. snapshots.Select(snapshot => LineOf(snapshot, store))];
        var terminal = session.Terminal;
        if (terminal.Json)
        {
            terminal.Document(lines, ReadableJson.Context.IReadOnlyListStoredSnapshotJson);
            return ExitCode.Ok;
        }

        var table = new Table("ID", "TIME", "HOST", "SOURCE", "SNAPSHOT", "STATE", "PATH");
        foreach (var line in lines)
            table.Add(line.File[..8], Figures.Time(line.Time), line.Host, line.Source ?? "-", line.Snapshot ?? "-", line.State ?? "-", string.Join(", ", line.Paths));
        if (!table.IsEmpty) table.Print(terminal);
        terminal.Say(Figures.Of(lines.Count, "snapshot"));
        return ExitCode.Ok;
    }

    private static StoredSnapshotJson LineOf(StoredSnapshot snapshot, RepositorySettings store)
    {
        var (document, ours) = (snapshot.Document, OwnSnapshot.TryRead(snapshot, store.Name));
        return new StoredSnapshotJson(
            snapshot.Id.ToString(), document.Time.ToDateTimeOffset(), document.Hostname, document.Paths, document.Tags, ours?.Source.Value, ours?.Id.Value,
            ours is null ? null : ours.InTrash ? "trash" : "live");
    }
}
