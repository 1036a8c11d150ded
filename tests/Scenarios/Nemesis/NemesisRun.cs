using Scenarios.Cluster;
using Scenarios.History;
using Scenarios.Nemesis.Faults;

namespace Scenarios.Nemesis;

/// <summary>One run: a cluster, programs that save, clients that send triggers, faults; then the checker's verdict.</summary>
internal sealed class NemesisRun
{
    private readonly NemesisOptions _options;
    private readonly ClusterSandbox _cluster;
    private readonly VirtualHosts? _hosts;
    private readonly Clocks? _clocks;
    private readonly SavedFile[] _files;
    private readonly Action<string> _print;
    private readonly RunClock _clock = new();
    private readonly TriggerSender _sender;

    private NemesisRun(NemesisOptions options, ClusterSandbox cluster, VirtualHosts? hosts, Clocks? clocks, Action<string> print)
    {
        (_options, _cluster, _hosts, _clocks, _print) = (options, cluster, hosts, clocks, print);
        _files = [.. Enumerable.Range(1, options.Sources).Select(i => $"s{i}").Select(source => new SavedFile(source, cluster.FileOf(source)))];
        _sender = new TriggerSender(cluster, _clock);
    }

    /// <param name="networks">Nodes on virtual hosts; else all on this one, without cuts.</param>
    public static async Task<NemesisVerdict> PlayAsync(NemesisOptions options, bool networks, Action<string> print)
    {
        await using var hosts = networks ? VirtualHosts.Up(options.Nodes) : null;
        using var clocks = Clocks.Available && !options.OnSqlite ? new Clocks() : null;
        await using var cluster = options.OnSqlite ? ClusterSandbox.OnSqlite(options.Nodes)
            : hosts is null ? ClusterSandbox.OnPostgres(options.Nodes)
            : ClusterSandbox.On(hosts, new PostgresShared(hosts.BridgeAddress, clocks?.Environment("database")), options.Nodes);
        if (clocks is not null) cluster.Environment = node => clocks.Environment(ClusterSandbox.NameOf(node));
        if (options.Broken) cluster.Program = ["dotnet", Programs.BrokenNode];
        return await new NemesisRun(options, cluster, hosts, clocks, print).PlayAsync();
    }

    private async Task<NemesisVerdict> PlayAsync()
    {
        string[] sources = [.. _files.Select(file => file.Source)];
        foreach (var file in _files) file.Save();
        _cluster.Configure(sources);
        await _cluster.StartAllAsync(sources);
        Say($"{_options.Nodes} nodes, {_options.Sources} shared sources, {_options.Triggers} triggers in {_options.Duration.TotalMinutes:0.#} min, seed {_options.Seed}");

        var random = new Random(_options.Seed);
        var maker = new FaultMaker(random, new FaultChoice(random, _cluster, _hosts, _clocks), _clock, Say);
        var end = _clock.Elapsed + _options.Duration;
        using var over = new CancellationTokenSource();
        var saving = SaveAsync(new Random(_options.Seed + 1), over.Token);
        var sending = SendAllAsync(new Random(_options.Seed + 2), end);
        await maker.RunAsync(end);
        Say($"the last fault is over; {maker.Made} were made");

        var wholeAgain = await WholeAgainAsync();
        await sending;
        await over.CancelAsync();
        await saving;
        await QuietAsync();
        var ended = _cluster.Nodes.Where(node => node.Value.HasExited).Select(node => new Violation($"{ClusterSandbox.NameOf(node.Key)} has ended by itself", node.Value.Said.Split('\n').TakeLast(20))).ToArray();
        foreach (var node in _cluster.Nodes.Values) if (!node.HasExited) await node.StopAsync();

        var seen = new Observations(
            await _cluster.Journal.RowsAsync(), await _cluster.Journal.GrantsAsync(), _sender.Sent, _cluster.Store.Files(),
            _files.ToDictionary(file => file.Source, file => file.Digests), wholeAgain)
        { WholeAgainWithin = _options.WholeAgainWithin };
        var violations = ended.Concat(HistoryChecker.Check(seen)).ToArray();
        if (violations.Length > 0) Keep(violations);
        return new NemesisVerdict(_options.Seed, maker.Made, _sender.Attempts, seen, violations);
    }

    /// <summary>A program that saves each file now and then.</summary>
    private async Task SaveAsync(Random random, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            _files[random.Next(_files.Length)].Save();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 1500)), TimeProvider.System, over).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private async Task SendAllAsync(Random random, TimeSpan end)
    {
        var pause = (end - _clock.Elapsed) / _options.Triggers;
        var under = new List<Task>();
        for (var i = 0; i < _options.Triggers; i++)
        {
            var file = _files[random.Next(_files.Length)];
            int[] nodes = [.. _cluster.Numbers];
            random.Shuffle(nodes);
            if (random.Next(3) == 0) file.Save();
            under.Add(_sender.SendAsync(file, nodes, durable: random.Next(5) == 0, again: random.Next(10) == 0, TimeSpan.FromSeconds(90)));
            await Task.Delay(pause, TimeProvider.System);
        }
        await Task.WhenAll(under);
    }

    /// <summary>How long after the last fault each source serves something new, through any node.</summary>
    private async Task<IReadOnlyDictionary<string, double?>> WholeAgainAsync()
    {
        var healed = _clock.Seconds;
        var whole = await Task.WhenAll(_files.Select(async (file, index) =>
        {
            file.Save();
            int[] nodes = [.. _cluster.Numbers.Select(node => (node + index) % _cluster.Count + 1)];
            return (file.Source, After: await _sender.SendAsync(file, nodes, durable: true, again: false, TimeSpan.FromSeconds(60)) ? _clock.Seconds - healed : (double?)null);
        }));
        Say($"whole again after {whole.Max(source => source.After):N1} s");
        return whole.ToDictionary(source => source.Source, source => source.After);
    }

    /// <summary>Until nothing more is written; what never ends is the checker's to find.</summary>
    private async Task QuietAsync()
    {
        var (rows, since) = (-1, _clock.Elapsed);
        for (var began = _clock.Elapsed; _clock.Elapsed - began < TimeSpan.FromSeconds(60) && _clock.Elapsed - since < TimeSpan.FromSeconds(6);)
        {
            var now = (await _cluster.Journal.RowsAsync()).Count;
            if (now != rows) (rows, since) = (now, _clock.Elapsed);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }

    /// <summary>What the nodes said, where a person can read it.</summary>
    private void Keep(IReadOnlyList<Violation> violations)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"nemesis-{_options.Seed}");
        Directory.CreateDirectory(folder);
        foreach (var node in _cluster.Numbers)
        {
            var logs = Path.Combine(_cluster.DataFolder(node), "logs");
            foreach (var log in Directory.Exists(logs) ? Directory.GetFiles(logs) : []) File.Copy(log, Path.Combine(folder, $"{ClusterSandbox.NameOf(node)}-{Path.GetFileName(log)}"), overwrite: true);
        }
        File.WriteAllLines(Path.Combine(folder, "violations.txt"), violations.Select(violation => violation.ToString()));
        Say($"the nodes' logs are in {folder}");
    }

    private void Say(string text) => _print($"{_clock.Seconds,7:N1} s  {text}");
}
