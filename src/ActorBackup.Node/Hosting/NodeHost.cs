using System.Runtime.InteropServices;
using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Ownership;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Hosting.Clustering;
using ActorBackup.Node.Http;
using ActorBackup.Node.Http.Peers;
using ActorBackup.Node.Logging;
using Serilog.Core;

namespace ActorBackup.Node.Hosting;

/// <summary>One node in this process, from the lock on its data folder to its socket; stops in the opposite order.</summary>
internal sealed class NodeHost : IAsyncDisposable, IClusterControl
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(2);

    /// <summary>Before an actor system that ended by itself is followed by the next one; doubled while they end soon.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);
    private readonly Stack<Func<ValueTask>> _undo = new();
    private readonly HostOptions _options;
    private readonly NodeGateway _gateway = new();
    private readonly CancellationTokenSource _stopping = new();
    private NodeSettings _settings;
    private NodeSystem _system = null!;
    private readonly TaskCompletionSource _stopAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<NodeSystem> _startSystem = null!;
    private volatile bool _hasLeft;

    /// <summary>Who only looks tells what the stores say, of shared sources too: their journal is the cluster's and is left alone.</summary>
    private NodeHost(NodeSettings settings, HostOptions options) =>
        (_settings, _options) = (options.Mode == NodeMode.ReadOnly ? settings with { Sources = settings.Sources.ConvertAll(s => s with { Shared = null }) } : settings, options);

    public NodeId Node { get; private set; } = null!;

    /// <summary>Absolute path of the socket on which it answers.</summary>
    public string Socket { get; private set; } = null!;

    public Logger Log { get; private set; } = null!;

    /// <summary>Ends when a request asked this node to stop.</summary>
    public Task StopAsked => _stopAsked.Task;

    /// <summary>Answers requests when this returns. In a mode for one command all sources have reconciled as well.</summary>
    /// <exception cref="DataFolderException">The data folder is in use or unusable.</exception>
    /// <exception cref="ConfigurationException">The node has another name.</exception>
    public static async Task<NodeHost> StartAsync(NodeSettings settings, HostOptions options, CancellationToken stop)
    {
        var host = new NodeHost(settings, options);
        try
        {
            await host.StartAsync(stop);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Why this node has nothing to do: another data folder runs every source. Null if it has.</summary>
    public async Task<string?> LockedOutAsync(CancellationToken stop)
    {
        try
        {
            var ready = await AskReadyAsync(stop);
            var all = await _gateway.AskAsync<NodeProtocol.SourceList>(new NodeProtocol.GetSources(null), stop);
            return ready.Locked.Count > 0 && ready.Locked.Count == all.Sources.Count ? string.Join('\n', ready.Locked) : null;
        }
        catch (DataFolderException stuck)
        {
            Log.Warning("{Reason:l}", stuck.Message);
            return null;
        }
    }

    /// <summary>As SIGHUP: reads the configuration again. The log says what came of it.</summary>
    public async Task ReloadAsync()
    {
        var reloaded = await _gateway.AskAsync<NodeProtocol.Reloaded>(new NodeProtocol.Reload(), CancellationToken.None);
        if (reloaded.Failure is { } failure) Log.Error("configuration not taken, the old one stays: {Failure:l}", failure);
        else Log.Information("configuration read again: {Result:l}", reloaded.Changed ? "changes taken" : "nothing changed");
    }

    /// <summary>As SIGUSR1.</summary>
    public void SnapshotEverything() => _ = _gateway.AskAsync(new NodeProtocol.SnapshotEverything(), TimeSpan.FromSeconds(1), CancellationToken.None)
        .ContinueWith(static asked => _ = asked.Exception, TaskScheduler.Default);   // it is told, not asked: no answer is expected

    /// <summary>Captures what is settling, finishes what is under way; at most half a minute. From here on an actor system that ends stays ended.</summary>
    public async Task DrainAsync()
    {
        await _stopping.CancelAsync();
        if (_system.Ended.IsCompleted) return;
        try
        {
            await _gateway.AskAsync(new NodeProtocol.Drain(), DrainLimit, CancellationToken.None);
        }
        catch (RefusedException)
        {
            return;   // its actors have just ended by themselves
        }
        catch (TimeoutException)
        {
            Log.Warning("not everything was finished within {Seconds} s; the next start takes it up", DrainLimit.TotalSeconds);
        }

        await _system.LeaveAsync();
    }

    /// <summary>Gives the shared sources back, then goes on without the cluster, in a new actor system, until the next start.</summary>
    public async Task LeaveAsync(bool stop)
    {
        if (_hasLeft && !stop) return;
        await _gateway.AskAsync<OwnershipProtocol.Left>(new OwnershipProtocol.Leave(), DrainLimit, CancellationToken.None);
        Log.Information("this node has given its shared sources back and left the cluster; {Next:l}", stop ? "it stops" : "its local sources go on");
        _hasLeft = true;
        if (stop)
        {
            _stopAsked.TrySetResult();
            return;
        }

        await _system.LeaveAsync();
        await _system.EndAsync();
    }

    public void Down(Peer peer) => _system.Down(peer.Akka);

    public async ValueTask DisposeAsync()
    {
        while (_undo.TryPop(out var step)) await step();
        _stopping.Dispose();
        _gateway.Dispose();
    }

    private async Task StartAsync(CancellationToken stop)
    {
        var (world, readOnly) = (_options.World, _options.Mode == NodeMode.ReadOnly);
        if (_options.Mode == NodeMode.OneShot && !OperatingSystem.IsWindows())
        {
            // A capture writes a lock, and `restic unlock` asks by this signal whether its process still lives. A node that runs takes it for a reload.
            var asked = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
            _undo.Push(() => { asked.Dispose(); return default; });
        }

        var folder = readOnly ? DataFolder.Look(_settings.DataFolder) : await DataFolder.TakeAsync(_settings.DataFolder, world.Time, stop);
        _undo.Push(() => { folder.Dispose(); return default; });
        Node = readOnly
            ? NodeIdentity.Peek(_settings.DataFolder, _settings.Name, Environment.MachineName)
            : NodeIdentity.Settle(folder.Path, _settings.Name, Environment.MachineName);
        ManifestDatabase.Prepare(folder.Journal);

        var tail = new LogTail();
        Log = NodeLog.Open(_options.Mode == NodeMode.Run ? folder.Logs : null, _settings.LogJson, Node, tail, _options.Terminal, world.Time);
        _undo.Push(Log.DisposeAsync);

        var content = new SnapshotContent(() => _settings, PartsOfNode.OpenStore(_settings, _options, Log));
        var trees = new SnapshotTrees(() => _settings, PartsOfNode.OpenStore(_settings, _options, Log));
        _undo.Push(trees.DisposeAsync);
        var parts = new FaceParts(_gateway, content, trees, _settings.ConfigFile, tail, world.Time, Log);
        var cluster = _settings.Cluster is { } shared && _options.Mode == NodeMode.Run ? ClusterSide.Open(shared, Node, _options, Log) : null;
        if (cluster is not null)
        {
            _undo.Push(cluster.DisposeAsync);
            parts = parts with { Cluster = cluster.Peers(() => _settings, _gateway, this) };
            await cluster.ListenAsync(parts);
        }

        _startSystem = () => NodeSystem.Start(() => _settings, Node, folder.Journal, _options, Log, ReadAgainFrom(_settings.ConfigFile), _hasLeft ? null : cluster);
        _system = _startSystem();
        _undo.Push(async () => await _system.DisposeAsync());
        _gateway.Use(_system.Node);
        if (_options.Mode == NodeMode.OneShot) _undo.Push(async () => await DrainAsync());   // what was answered may still have to be carried out
        if (_options.Mode != NodeMode.Run) await RefuseLockedAsync(stop);
        var revived = KeepRunningAsync();
        _undo.Push(async () => { await _stopping.CancelAsync(); await revived; });

        Socket = _options.Mode == NodeMode.Run ? SocketPath.Of(_settings.DataFolder, world.Environment) : PrivateSocket();
        var face = await HttpFace.OnSocketAsync(Socket, parts);
        _undo.Push(face.DisposeAsync);
        _undo.Push(async () => { tail.Complete(); await face.StopAsync(RequestLimit); });
    }

    /// <summary>An actor system that ends by itself was put out of its cluster: the node goes on in a new one, as another member.</summary>
    private async Task KeepRunningAsync()
    {
        var pause = FirstPause;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _system.Ended.WaitAsync(_stopping.Token);
                _gateway.Lose();
                if (!_hasLeft) Log.Warning("the actors of this node have ended, put out by the cluster: they start again in {Seconds} s", pause.TotalSeconds);
                await _system.DisposeAsync();
                await Task.Delay(pause, _options.World.Time, _stopping.Token);
                var begun = _options.World.Time.GetTimestamp();
                _system = _startSystem();
                _gateway.Use(_system.Node);
                await _system.Ended.WaitAsync(_stopping.Token);
                pause = _options.World.Time.GetElapsedTime(begun) > Settled ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.Error(failure, "the actors of this node did not start again: {Reason:l}", failure.Message);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
    }

    private Func<SettingsReading>? ReadAgainFrom(string? file) => file is null ? null : () =>
    {
        var reading = ConfigurationFile.ReadAgain(file);
        if (reading.Settings is not null) _settings = reading.Settings;
        return reading;
    };

    /// <summary>In a folder of its own, so that looking needs no right to write the data folder.</summary>
    private string PrivateSocket()
    {
        var folder = Directory.CreateTempSubdirectory("actorbackup-");
        _undo.Push(() => { folder.Delete(recursive: true); return default; });
        return Path.Join(folder.FullName, "node.sock");
    }

    /// <summary>Waits until every source has looked at its stores.</summary>
    private async Task RefuseLockedAsync(CancellationToken stop)
    {
        var ready = await AskReadyAsync(stop);
        if (ready.Locked.Count > 0) throw new DataFolderException(string.Join('\n', ready.Locked), isLocked: true);
    }

    private async Task<NodeProtocol.Ready> AskReadyAsync(CancellationToken stop)
    {
        try
        {
            return (NodeProtocol.Ready)await _gateway.AskAsync(new NodeProtocol.AwaitReady(), ReadyLimit, stop);
        }
        catch (TimeoutException stuck)
        {
            throw new DataFolderException(
                $"the sources did not find out within {ReadyLimit.TotalSeconds:0} s what their stores hold: look for a store that hangs, or a journal that cannot be written", cause: stuck);
        }
    }
}
