using System.CommandLine;
using ActorBackup.Core.Settings;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Deletes locks whose owners are gone.</summary>
internal sealed class StoreUnlockCommand : StoreVerb
{
    private readonly Option<bool> _all = new("--all") { Description = "Every lock: only where nobody works on the repository" };

    public StoreUnlockCommand(Sessions sessions) : base("unlock", "Delete stale locks: of processes that are gone, or not refreshed for 30 minutes", sessions) => Add(_all);

    protected override async Task<ExitCode> RunAsync(Session session, RepositorySettings store, ParseResult arguments, CancellationToken stop)
    {
        var terminal = session.Terminal;
        await using var repository = await DoorOf(session, store).OpenAsync(stop);
        var deleted = await repository.UnlockAsync(arguments.GetValue(_all), stop);
        var left = await repository.LocksAsync(stop);
        if (terminal.Json) terminal.Document(new StoreUnlockJson(store.Name.Value, deleted, [.. left.Select(l => l.ToString())]), ReadableJson.Context.StoreUnlockJson);
        terminal.Say(deleted == 0 ? "no stale locks" : $"deleted {Figures.Of(deleted, "lock")}");
        foreach (var one in left) terminal.Say($"  still there: {one}");
        return ExitCode.Ok;
    }
}
