using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Moves snapshots to the trash, from where <c>undo</c> brings them back for a while.</summary>
internal sealed class ForgetCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "Which source" };
    private readonly Argument<string[]> _ids = new("ID") { Description = "Snapshots: ids or unique prefixes", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _all = new("--all") { Description = "Every snapshot of the source" };
    private readonly Option<bool> _force = new("--force") { Description = "Also the newest healthy one" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };

    public ForgetCommand(Sessions sessions) : base("forget", "Move snapshots to the trash; `undo` brings them back", sessions)
    {
        Add(_source);
        Add(_ids);
        Add(_all);
        Add(_force);
        Add(_yes);
        Validators.Add(result =>
        {
            if (result.GetValue(_all) == (result.GetValue(_ids) is { Length: > 0 })) result.AddError("name snapshots or say --all");
        });
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Change, stop);
        var source = await door.Client.SourceAsync(arguments.GetValue(_source), stop);
        var all = arguments.GetValue(_all);
        if (all && !arguments.GetValue(_yes) && !Agreed(session.Terminal, source.Source)) return ExitCode.Usage;
        var request = new SnapshotsRequest(all ? [] : arguments.GetValue(_ids), all, arguments.GetValue(_force));
        return Outcomes.Print(session.Terminal, await door.Client.ChangeAsync(source.Key, "forget", request, stop), "is in the trash; `actorbackup undo` brings it back");
    }

    private static bool Agreed(Terminal terminal, string source)
    {
        if (!terminal.CanAsk) throw new CliException(ExitCode.Usage, $"this forgets every snapshot of {source}: say --yes");
        terminal.Error.Write($"This forgets every snapshot of {source}. Type its name to go on: ");
        if (terminal.In.ReadLine()?.Trim() == source) return true;
        terminal.Error.WriteLine("actorbackup: that is not its name; nothing was changed");
        return false;
    }
}
