using ActorBackup.Client;
using ActorBackup.Wire.Json;

namespace Scenarios;

/// <summary>A node as a process of its own, and a client on its socket.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly Func<int> _pid;

    private NodeProcess(ChildProcess process, Func<int> pid, string socket, FaultControl? faults)
    {
        (_process, _pid, Faults) = (process, pid, faults);
        Client = new BackupClient(NodeAddress.OfSocket(socket));
    }

    public BackupClient Client { get; }

    /// <summary>Null unless started under the tracer.</summary>
    public FaultControl? Faults { get; }

    public int Pid => _pid();
    public bool HasExited => _process.HasExited;
    public string Said => _process.Said;

    /// <param name="inside">Put before the command, such as what enters a namespace; it must exec, so that the process is the node.</param>
    public static NodeProcess Start(Sandbox sandbox, Action<string>? heard = null, IReadOnlyList<string>? inside = null)
    {
        var process = ChildProcess.Start([.. inside ?? [], "dotnet", Programs.Node, "node", "--config", sandbox.ConfigFile], sandbox.Root, heard: heard);
        return sandbox.Started(new NodeProcess(process, () => process.Pid, sandbox.Socket, null));
    }

    /// <summary>A node of a cluster.</summary>
    /// <param name="command">Runs the node, without its arguments.</param>
    internal static NodeProcess Start(IReadOnlyList<string> command, string configFile, string socket, IReadOnlyDictionary<string, string> environment, Action<string>? heard)
    {
        var process = ChildProcess.Start([.. command, "node", "--config", configFile], Path.GetDirectoryName(configFile)!, environment, heard);
        return new NodeProcess(process, () => process.Pid, socket, null);
    }

    /// <param name="armed">Faults that are armed before the node's first instruction.</param>
    public static NodeProcess StartTraced(Sandbox sandbox, params IReadOnlyList<string> armed)
    {
        var events = Path.Combine(sandbox.Root, $"faults-{Guid.NewGuid():N}.log");
        var process = ChildProcess.Start(
            ["dotnet", Programs.FaultTracer, events, $"{sandbox.Data}:{sandbox.Store}", .. armed, "--", "dotnet", Programs.Node, "node", "--config", sandbox.ConfigFile], sandbox.Root);
        var faults = new FaultControl(process, events);
        return sandbox.Started(new NodeProcess(process, () => faults.Pid, sandbox.Socket, faults));
    }

    /// <summary>Waits until every source has reconciled with its store, or the process has ended.</summary>
    public async Task<NodeProcess> ReadyAsync(int seconds = 60)
    {
        await Eventually.TrueAsync(async () => _process.HasExited || await IsReadyAsync(), "the node is ready", () => Said, seconds);
        return _process.HasExited && Faults is null ? throw new InvalidOperationException($"The node ended with {_process.ExitCode}:\n{Said}") : this;
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await Client.GetStatusAsync(null, CancellationToken.None)).Sources.All(source => source.State is not ("waiting" or "failed") || source.Stores.Any(store => store.State != "here"));
        }
        catch (NodeAwayException)
        {
            return false;
        }
        catch (NodeProblemException)
        {
            return false;
        }
    }

    public Task<IReadOnlyList<SnapshotJson>> SnapshotsAsync(string source, bool all = false) => Client.GetSnapshotsAsync(source, all, CancellationToken.None);

    /// <summary>Waits for a snapshot that fits.</summary>
    public async Task<SnapshotJson> SnapshotAsync(string source, Func<SnapshotJson, bool> fits, string what, int seconds = 60)
    {
        SnapshotJson? found = null;
        await Eventually.TrueAsync(
            async () => (found = (await SnapshotsAsync(source)).LastOrDefault(fits)) is not null, $"{source} has a snapshot: {what}", () => Said, seconds);
        return found!;
    }

    public async Task KillAsync()
    {
        if (!_process.HasExited) Signals.Send(Pid, Signals.Kill);
        await _process.ExitAsync();
    }

    /// <summary>SIGTERM, and waits for a clean end.</summary>
    public async Task<int> StopAsync(int seconds = 60)
    {
        Signals.Send(Pid, Signals.Term);
        return await _process.ExitAsync(seconds);
    }

    public Task<int> ExitAsync(int seconds = 60) => _process.ExitAsync(seconds);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }
}
