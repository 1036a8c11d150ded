using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Undo, pin and unpin: they name snapshots of one source and change each.</summary>
internal sealed class ChangeCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "Which source" };
    private readonly Argument<string[]> _ids = new("ID") { Description = "Snapshots: ids, unique prefixes, or latest", Arity = ArgumentArity.OneOrMore };
    private readonly string _done;

    private ChangeCommand(string name, string summary, string done, Sessions sessions) : base(name, summary, sessions)
    {
        _done = done;
        Add(_source);
        Add(_ids);
    }

    public static IEnumerable<ChangeCommand> All(Sessions sessions) =>
    [
        new("undo", "Take snapshots back out of the trash", "is back", sessions),
        new("pin", "Keep snapshots whatever the policy says", "is pinned", sessions),
        new("unpin", "Leave snapshots to the policy again", "is no longer pinned", sessions),
    ];

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Change, stop);
        var source = await door.Client.SourceAsync(arguments.GetValue(_source), stop);
        var outcomes = await door.Client.ChangeAsync(source.Key, Name, new SnapshotsRequest(arguments.GetValue(_ids)), stop);
        return Outcomes.Print(session.Terminal, outcomes, _done);
    }
}
