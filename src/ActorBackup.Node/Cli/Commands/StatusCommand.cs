using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>How the node and its sources are; for monitoring, an exit code.</summary>
internal sealed class StatusCommand : Verb
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);
    private readonly Argument<string?> _source = new("SOURCE") { Description = "One source, with its parts; all if left out", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _watch = new("--watch") { Description = "Show it again every two seconds" };
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 1 if any verdict is bad" };

    public StatusCommand(Sessions sessions) : base("status", "Show the node, its sources and their verdicts", sessions)
    {
        Add(_source);
        Add(_watch);
        Add(_check);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Look, stop);
        var name = arguments.GetValue(_source);
        if (name is not null) await door.Client.SourcesAsync([name], stop);
        var status = await PrintAsync(session.Terminal, door, name, stop);
        while (arguments.GetValue(_watch))
        {
            await Task.Delay(Step, session.World.Time, stop);
            if (session.Terminal.Colour) await session.Terminal.Out.WriteAsync("\u001b[H\u001b[2J");
            status = await PrintAsync(session.Terminal, door, name, stop);
        }

        return arguments.GetValue(_check) && status.Sources.Any(IsBad) ? ExitCode.Failed : ExitCode.Ok;
    }

    private static async Task<StatusJson> PrintAsync(Terminal terminal, NodeDoor door, string? name, CancellationToken stop)
    {
        var status = await door.Client.GetStatusAsync(name, stop);
        if (terminal.Json) terminal.Document(status, ReadableJson.Context.StatusJson);
        else StatusPages.Print(terminal, status, door.IsRunning, details: name is not null);
        return status;
    }

    private static bool IsBad(SourceStatusJson s) =>
        s.Verdict.System.Level == "bad" || s.Verdict.DataSafety.Level == "bad" || s.Verdict.Processing.Level == "bad";
}
