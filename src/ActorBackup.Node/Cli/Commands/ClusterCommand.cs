using System.CommandLine;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>What concerns the nodes of a cluster; needs a running node.</summary>
internal sealed class ClusterCommand : Command
{
    public ClusterCommand(Sessions sessions) : base("cluster", "Show the nodes of the cluster, and take nodes out")
    {
        Add(new ClusterMembersCommand(sessions));
        Add(new ClusterLeaveCommand(sessions));
        Add(new ClusterDownCommand(sessions));
    }
}
