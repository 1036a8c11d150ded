using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Node.Logging;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Shows the log: what the files say, or live from the running node.</summary>
internal sealed class LogsCommand : Verb
{
    private const int Last = 200;
    private readonly Argument<string?> _source = new("SOURCE") { Description = "Lines about one source; all if left out", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _part = new("--part") { Description = "Lines of one part, such as snapshot, retention, restore", HelpName = "P" };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with new lines as they come" };

    public LogsCommand(Sessions sessions) : base("logs", "Show the log", sessions)
    {
        Add(_source);
        Add(_part);
        Add(_follow);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        var (name, part) = (arguments.GetValue(_source), arguments.GetValue(_part));
        if (!arguments.GetValue(_follow))
        {
            var key = name is null ? null : Core.Sources.SourceId.TryParse(name, out var id) ? id.Key : name;
            foreach (var line in LogFiles.Read(session.Settings.DataFolder, key, part, Last)) Print(session.Terminal, line);
            return ExitCode.Ok;
        }

        await using var door = await session.OpenAsync(NodeNeed.Running, stop);
        if (name is not null) await door.Client.SourcesAsync([name], stop);
        await foreach (var line in door.Client.GetLogsAsync(name, part, follow: true, stop)) Print(session.Terminal, line);
        return ExitCode.Ok;
    }

    private static void Print(Terminal terminal, LogLineJson line)
    {
        if (terminal.Json) terminal.Document(line, ReadableJson.Context.LogLineJson);
        else LiveLog.Print(terminal, line);
        terminal.Out.Flush();
    }
}
