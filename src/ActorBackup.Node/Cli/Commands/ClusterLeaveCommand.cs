using System.CommandLine;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Takes the node that is asked out of its cluster, without a gap for its shared sources.</summary>
internal sealed class ClusterLeaveCommand : Verb
{
    private readonly Option<bool> _stop = new("--stop") { Description = "Stop the node afterwards" };

    public ClusterLeaveCommand(Sessions sessions)
        : base("leave", "Give this node's shared sources to the others and leave; its local sources go on until it stops, and its next start joins again", sessions) => Add(_stop);

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Running, stop);
        var ends = arguments.GetValue(_stop);
        var left = await door.Client.LeaveClusterAsync(ends, stop);
        if (session.Terminal.Json) session.Terminal.Document(left, ReadableJson.Context.ClusterChangeJson);
        else session.Terminal.Say(ends ? $"{left.Node} has left the cluster and stops" : $"{left.Node} has left the cluster; its local sources go on, and its next start joins again");
        return ExitCode.Ok;
    }
}
