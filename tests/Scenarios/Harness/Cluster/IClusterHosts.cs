namespace Scenarios.Cluster;

/// <summary>Where the nodes of a cluster run. Nodes are counted from 1.</summary>
public interface IClusterHosts
{
    (string Host, int Port, int HttpPort) Address(int node);

    /// <summary>Put before a command so that it runs on that node's host; it execs, so that the process is the command's.</summary>
    IReadOnlyList<string> Enter(int node);
}
