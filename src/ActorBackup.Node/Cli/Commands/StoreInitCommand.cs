using System.CommandLine;
using ActorBackup.Core.Settings;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Makes the repository of a store.</summary>
internal sealed class StoreInitCommand(Sessions sessions) : StoreVerb("init", "Make the repository of a store; fails if there is one", sessions)
{
    protected override async Task<ExitCode> RunAsync(Session session, RepositorySettings store, ParseResult arguments, CancellationToken stop)
    {
        await using var repository = await DoorOf(session, store).InitAsync(stop);
        var (terminal, id) = (session.Terminal, repository.Config.Id.ToString());
        if (terminal.Json) terminal.Document(new StoreMadeJson(store.Name.Value, store.Location, id, repository.Config.Version), ReadableJson.Context.StoreMadeJson);
        terminal.Say($"made the repository {id[..16]} at {store.Location}");
        terminal.Say($"its password is that of {store.PasswordOrigin}: keep a copy of it elsewhere, without it nothing can be read");
        return ExitCode.Ok;
    }
}
