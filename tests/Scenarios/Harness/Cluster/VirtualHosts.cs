using System.Diagnostics;

namespace Scenarios.Cluster;

/// <summary>One network namespace per node, joined by a bridge to each other and to this machine, and cut from them at will. Root only.</summary>
public sealed class VirtualHosts : IClusterHosts, IAsyncDisposable
{
    private const int Bridge = 254;
    private readonly string _name;
    private readonly int _block, _count;

    private VirtualHosts(string name, int block, int count) => (_name, _block, _count) = (name, block, count);

    /// <summary>This machine's address on the bridge; the database listens there.</summary>
    public string BridgeAddress => $"10.{_block}.0.{Bridge}";

    /// <remarks>Names and addresses follow from this process, so that two runs at once do not meet (one in 26 does).</remarks>
    public static VirtualHosts Up(int count)
    {
        var own = Environment.ProcessId % 26;
        var hosts = new VirtualHosts($"ab{(char)('a' + own)}", 60 + own, count);
        hosts.Run("up", count);
        return hosts;
    }

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? Missing() =>
        !Environment.IsPrivilegedProcess ? "only root makes network namespaces"
        : Path("ip") is null ? "the program 'ip' is missing (package iproute2)"
        : Path("nft") is null ? "the program 'nft' is missing (package nftables)" : null;

    public (string Host, int Port, int HttpPort) Address(int node) => ($"10.{_block}.0.{node}", 4053, 4054);

    public IReadOnlyList<string> Enter(int node) => ["ip", "netns", "exec", $"{_name}{node}"];

    /// <summary>Nothing goes to or from that node.</summary>
    public void Cut(int node) => Run("cut", node);

    /// <summary>Nothing goes from one node to another; the other way is open, answers to it are not.</summary>
    /// <param name="to">Null: to this machine, where the database is.</param>
    public void CutOneWay(int from, int? to) => Run("half", from, to ?? Bridge);

    public void Heal(int node) => Run("heal", node);

    public ValueTask DisposeAsync()
    {
        Run("down", _count);
        return default;
    }

    private void Run(string verb, params int[] hosts)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["--", Tools.Script("hosts.sh"), _name, $"{_block}", verb, .. hosts.Select(host => $"{host}")]) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"hosts.sh {verb} {string.Join(' ', hosts)} failed: {said}");
    }

    private static string? Path(string program) =>
        (string[])["/usr/sbin", "/sbin", "/usr/bin", "/bin"] is var folders ? folders.Select(folder => System.IO.Path.Combine(folder, program)).FirstOrDefault(File.Exists) : null;
}
