using System.Net;
using System.Net.Sockets;

namespace Scenarios.Cluster;

/// <summary>All nodes on this machine, told apart by their ports.</summary>
public sealed class OneHost : IClusterHosts
{
    private readonly (int Port, int Http)[] _ports;

    public OneHost(int nodes)
    {
        // All are held until all are chosen, so that none is given twice.
        var probes = Enumerable.Range(0, nodes * 2).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var probe in probes) probe.Start();
        var ports = probes.Select(probe => ((IPEndPoint)probe.LocalEndpoint).Port).ToArray();
        foreach (var probe in probes) probe.Dispose();
        _ports = [.. ports.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    public (string Host, int Port, int HttpPort) Address(int node) => ("127.0.0.1", _ports[node - 1].Port, _ports[node - 1].Http);

    public IReadOnlyList<string> Enter(int node) => [];
}
