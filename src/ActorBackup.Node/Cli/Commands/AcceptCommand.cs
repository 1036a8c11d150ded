using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Says that a suspect state is right; later captures are then compared with it.</summary>
internal sealed class AcceptCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "Which source" };
    private readonly Argument<string?> _id = new("ID") { Description = "Which snapshot; the newest suspect if left out", Arity = ArgumentArity.ZeroOrOne };

    public AcceptCommand(Sessions sessions) : base("accept", "Say that a suspect state is right", sessions)
    {
        Add(_source);
        Add(_id);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Change, stop);
        var source = await door.Client.SourceAsync(arguments.GetValue(_source), stop);
        var outcomes = await door.Client.AcceptAsync(source.Key, new AcceptRequest(arguments.GetValue(_id)), stop);
        return Outcomes.Print(session.Terminal, outcomes, "is accepted as healthy");
    }
}
