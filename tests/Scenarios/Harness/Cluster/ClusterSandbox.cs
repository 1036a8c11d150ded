using System.Collections.Concurrent;

namespace Scenarios.Cluster;

/// <summary>A folder of its own for one cluster: shared sources, one shared store, a data folder and a configuration per node, a shared database, and every process started there.</summary>
/// <remarks>Nodes are counted from 1. Removed at the end with everything in it, unless SCENARIO_KEEP is set.</remarks>
public sealed class ClusterSandbox : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, NodeProcess> _nodes = new();
    private readonly List<NodeProcess> _started = [];
    private readonly IClusterHosts _hosts;

    private ClusterSandbox(string root, int count, IClusterHosts hosts, ISharedDatabase database)
    {
        (Root, Count, _hosts, Database, Journal) = (root, count, hosts, database, new SharedJournal(database));
        Directory.CreateDirectory(Watched);
        foreach (var node in Numbers) Directory.CreateDirectory(LocalFolder(node));
    }

    public static ClusterSandbox OnSqlite(int nodes = 3)
    {
        var root = NewRoot();
        return new ClusterSandbox(root, nodes, new OneHost(nodes), new SqliteShared(Path.Combine(root, "cluster.db")));
    }

    public static ClusterSandbox OnPostgres(int nodes = 3) => new(NewRoot(), nodes, new OneHost(nodes), new PostgresShared());

    /// <param name="hosts">Not disposed with it.</param>
    /// <param name="database">Disposed with it.</param>
    public static ClusterSandbox On(IClusterHosts hosts, ISharedDatabase database, int nodes) => new(NewRoot(), nodes, hosts, database);

    public string Root { get; }
    public int Count { get; }
    public ISharedDatabase Database { get; }
    public SharedJournal Journal { get; }
    public string Watched => Path.Combine(Root, "program");
    public string StoreFolder => Path.Combine(Root, "store");
    public SharedStore Store => new(StoreFolder);
    public IEnumerable<int> Numbers => Enumerable.Range(1, Count);

    /// <summary>Runs the node's program, without its arguments.</summary>
    public IReadOnlyList<string> Program { get; set; } = ["dotnet", Programs.Node];

    /// <summary>Environment of one node's process.</summary>
    public Func<int, IReadOnlyDictionary<string, string>> Environment { get; set; } = _ => new Dictionary<string, string>();

    /// <summary>Called with every line that any node prints.</summary>
    public Action<int, string>? Heard { get; set; }

    /// <summary>The newest process of each node.</summary>
    public IReadOnlyDictionary<int, NodeProcess> Nodes => _nodes;

    public static string NameOf(int node) => $"n{node}";

    public string ConfigFile(int node) => Path.Combine(Root, $"n{node}.hocon");
    public string DataFolder(int node) => Path.Combine(Root, NameOf(node));
    public string LocalFolder(int node) => Path.Combine(Root, $"own{node}");

    /// <summary>The file of a shared source.</summary>
    public string FileOf(string source) => Path.Combine(Watched, source + ".json");

    /// <summary>The file of a node's own source <c>own-I</c>.</summary>
    public string LocalFileOf(int node) => Path.Combine(LocalFolder(node), "own.json");

    public string HostOf(int node) => _hosts.Address(node).Host;
    public int PortOf(int node) => _hosts.Address(node).Port;
    public int HttpPortOf(int node) => _hosts.Address(node).HttpPort;

    /// <summary>One configuration per node: the same shared sources, and one local source each.</summary>
    /// <param name="more">Put into <c>defaults</c>.</param>
    /// <param name="each">Put into every shared source.</param>
    public ClusterSandbox Configure(IEnumerable<string> shared, string more = "", string each = "")
    {
        var blocks = string.Concat(shared.Select(source => $"    {source} {{ kind = file, path = \"{FileOf(source)}\", stores = [copies], shared = on {each} }}\n"));
        foreach (var node in Numbers)
        {
            var (host, port, http) = _hosts.Address(node);
            File.WriteAllText(ConfigFile(node), $$"""
                actorbackup {
                  node { name = "{{NameOf(node)}}", time-zone = "UTC", data = "{{DataFolder(node)}}" }
                  cluster { enabled = on, host = "{{host}}", port = {{port}}, http-port = {{http}}, database = "{{Database.Configured}}" }
                  stores {
                    copies { kind = copies, folder = "{{StoreFolder}}", min-free = 0%, name = "{source}_{id}{ext}" }
                    mine { kind = copies, folder = "{{Path.Combine(Root, $"mine{node}")}}", min-free = 0% }
                  }
                  defaults { retention { keep-last = 100000 } {{more}} }
                  sources {
                {{blocks}}    own-{{node}} { kind = file, path = "{{LocalFileOf(node)}}", stores = [mine] }
                  }
                }

                """);
        }
        return this;
    }

    public NodeProcess Start(int node)
    {
        var process = NodeProcess.Start(
            [.. _hosts.Enter(node), .. Program], ConfigFile(node), Path.Combine(DataFolder(node), "node.sock"), Environment(node), Heard is { } heard ? line => heard(node, line) : null);
        lock (_started) _started.Add(process);
        return _nodes[node] = process;
    }

    /// <summary>Starts all nodes, copies what they write to the shared database, and waits until every shared source has an owner.</summary>
    public async Task StartAllAsync(IReadOnlyCollection<string> shared)
    {
        foreach (var node in Numbers) Start(node);
        await Journal.TapAsync();
        foreach (var node in Numbers) await _nodes[node].ReadyAsync();
        await OwnedAsync(shared);
    }

    public async Task OwnedAsync(IReadOnlyCollection<string> shared) => await Eventually.TrueAsync(
        async () => await Journal.OwnersAsync() is var owners && shared.All(source => owners.GetValueOrDefault(source) is not null), "every shared source has an owner", Said);

    /// <summary>The node that the ownership table names; null while there is none.</summary>
    public async Task<int?> OwnerOfAsync(string source) =>
        (await Journal.OwnersAsync()).GetValueOrDefault(source) is { } name ? Numbers.First(node => NameOf(node) == name) : null;

    /// <summary>The last lines of every node.</summary>
    public string Said() => string.Join('\n', _nodes.OrderBy(pair => pair.Key).Select(pair => $"--- {NameOf(pair.Key)}\n{string.Join('\n', pair.Value.Said.Split('\n').TakeLast(40))}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _started) await process.DisposeAsync();
        await Database.DisposeAsync();
        if (System.Environment.GetEnvironmentVariable("SCENARIO_KEEP") is null) Directory.Delete(Root, recursive: true);
    }

    // Short, because the sockets' paths may have no more than some 100 bytes.
    private static string NewRoot() => Directory.CreateTempSubdirectory("abc-").FullName;
}
