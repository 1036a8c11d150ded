using System.CommandLine;
using System.CommandLine.Parsing;
using ActorBackup.Node.Cli.Commands;

namespace ActorBackup.Node.Cli;

/// <summary>The command line as a whole: every verb, parsed and run.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, World world, CancellationToken stop)
    {
        var parsed = Root(world).Parse(arguments);
        var errors = parsed.Errors.Select(e => Sentence(e.Message)).Concat(UnknownOptions(parsed)).ToList();
        if (errors.Count > 0)
        {
            foreach (var error in errors) await world.Error.WriteLineAsync($"actorbackup: {error}");
            await world.Error.WriteLineAsync($"actorbackup: see `{Called(parsed)} --help`");
            return (int)ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration { Output = world.Out, Error = world.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(configuration, stop);
    }

    private static RootCommand Root(World world)
    {
        var options = new GlobalOptions();
        var sessions = new Sessions(world, options);
        var root = new RootCommand("Continuous backups of the files a running program keeps rewriting.");
        foreach (var verb in (Command[])
        [
            new InitCommand(sessions), new NodeCommand(sessions), new BackupCommand(sessions), new SignalCommand(sessions), new StatusCommand(sessions),
            new SnapshotsCommand(sessions), new ShowCommand(sessions), new DiffCommand(sessions), new HistoryCommand(sessions), new RestoreCommand(sessions), new ForgetCommand(sessions), .. ChangeCommand.All(sessions),
            new RetainCommand(sessions), new AcceptCommand(sessions), new RestartCommand(sessions), new ConfigCommand(sessions), new LogsCommand(sessions),
            new ClusterCommand(sessions), new StoreCommand(sessions),
        ]) root.Add(verb);
        options.AddTo(root);
        return root;
    }

    /// <summary>The parser would take a misspelt option for the name of a source or file.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.CommandResult.Children.OfType<ArgumentResult>()
        .SelectMany(a => a.Tokens).Where(t => t.Value.Length > 1 && t.Value.StartsWith('-'))
        .Select(t => $"unrecognized option '{t.Value}'; a file of that name is written ./{t.Value}");

    private static string Called(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
            names.Push(command.Parent is null ? "actorbackup" : command.Command.Name);
        return string.Join(' ', names);
    }

    private static string Sentence(string message) => message.Length > 1 ? char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.') : message;
}
