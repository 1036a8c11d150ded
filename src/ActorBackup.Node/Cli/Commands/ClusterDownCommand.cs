using System.CommandLine;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Puts a node out, of which somebody knows that its machine is off.</summary>
internal sealed class ClusterDownCommand : Verb
{
    private readonly Argument<string> _node = new("NODE") { Description = "Which node" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };

    public ClusterDownCommand(Sessions sessions)
        : base("down", "Put a node out; if it lives, it loses its shared sources, starts its actors again and comes back", sessions)
    {
        Add(_node);
        Add(_yes);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Running, stop);
        var (terminal, node) = (session.Terminal, arguments.GetValue(_node)!);
        if (!arguments.GetValue(_yes))
        {
            if (!terminal.CanAsk) throw new CliException(ExitCode.Usage, $"this takes the shared sources from {node}: say --yes");
            if (!terminal.Confirm($"Put {node} out of the cluster? Others take its shared sources over"))
            {
                terminal.Error.WriteLine("actorbackup: nothing was changed");
                return ExitCode.Usage;
            }
        }

        var downed = await door.Client.DownAsync(node, stop);
        if (terminal.Json) terminal.Document(downed, ReadableJson.Context.ClusterChangeJson);
        else terminal.Say($"{downed.Node} is out of the cluster; if it lives, it comes back by itself");
        return ExitCode.Ok;
    }
}
