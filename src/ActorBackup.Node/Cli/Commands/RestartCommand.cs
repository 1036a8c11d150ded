using System.CommandLine;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Restarts one source, one part of it, or a part of the node.</summary>
internal sealed class RestartCommand : Verb
{
    private readonly Argument<string?> _source = new("SOURCE") { Description = "A source, or watcher, or a store of the node", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _part = new("PART") { Description = "A part of the source as `status SOURCE` lists them", Arity = ArgumentArity.ZeroOrOne };

    public RestartCommand(Sessions sessions) : base("restart", "Restart one part of the running node", sessions)
    {
        Add(_source);
        Add(_part);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Running, stop);
        var (name, part) = (arguments.GetValue(_source), arguments.GetValue(_part));
        var isSource = name is not null && (await door.Client.GetSourcesAsync(name, stop)).Count > 0;
        var restarted = isSource
            ? await door.Client.RestartAsync((await door.Client.SourceAsync(name, stop)).Key, part, stop)
            : await door.Client.RestartAsync(null, name, stop);
        if (session.Terminal.Json) session.Terminal.Document(restarted, ReadableJson.Context.RestartJson);
        else session.Terminal.Say($"restarted {restarted.Restarted}");
        return ExitCode.Ok;
    }
}
