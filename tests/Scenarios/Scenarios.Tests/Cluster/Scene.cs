using ActorBackup.Core.Manifests;
using ActorBackup.Wire.Json;
using Scenarios.History;
using Scenarios.Nemesis;

namespace Scenarios.Cluster;

/// <summary>A running cluster of three nodes with shared sources <c>s1</c>, <c>s2</c> …, their saved files, and clients.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private Scene(ClusterSandbox cluster, int sources)
    {
        (Cluster, Sender) = (cluster, new TriggerSender(cluster, new RunClock()));
        Files = [.. Enumerable.Range(1, sources).Select(i => new SavedFile($"s{i}", cluster.FileOf($"s{i}")))];
    }

    public ClusterSandbox Cluster { get; }
    public TriggerSender Sender { get; }

    /// <summary>Of <c>s1</c>, <c>s2</c> …</summary>
    public IReadOnlyList<SavedFile> Files { get; }

    public IReadOnlyList<string> Sources => [.. Files.Select(file => file.Source)];

    /// <summary>Starts it and waits until every source has an owner.</summary>
    /// <param name="each">Put into every shared source.</param>
    /// <param name="program">Instead of the node's own.</param>
    public static async Task<Scene> StartAsync(bool postgres, int sources = 1, string each = "", IReadOnlyList<string>? program = null)
    {
        var scene = new Scene(postgres ? ClusterSandbox.OnPostgres() : ClusterSandbox.OnSqlite(), sources);
        try
        {
            if (program is not null) scene.Cluster.Program = program;
            foreach (var file in scene.Files) file.Save();
            foreach (var node in scene.Cluster.Numbers) new Saves(scene.Cluster.LocalFileOf(node)).Save();
            scene.Cluster.Configure(scene.Sources, each: each);
            await scene.Cluster.StartAllAsync(scene.Sources);
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>The node that owns <c>s1</c>, and the two others.</summary>
    public async Task<(int Owner, int[] Others)> OwnerAsync()
    {
        int? owner = null;
        await Eventually.TrueAsync(async () => (owner = await Cluster.OwnerOfAsync("s1")) is not null, "s1 has an owner", Cluster.Said);
        return (owner!.Value, [.. Cluster.Numbers.Where(node => node != owner)]);
    }

    /// <summary>A new state of <c>s1</c> becomes durable by a signal to one of these nodes.</summary>
    public async Task ServeAsync(params IReadOnlyList<int> nodes)
    {
        Files[0].Save();
        Assert.True(await Sender.SendAsync(Files[0], nodes, durable: true, again: false, TimeSpan.FromSeconds(60)), $"a signal was not served\n{Cluster.Said()}");
    }

    /// <summary>Waits for a row of the journal.</summary>
    public async Task<JournalRow> RowAsync(Func<JournalRow, bool> fits, string what)
    {
        JournalRow? found = null;
        await Eventually.TrueAsync(async () => (found = (await Cluster.Journal.RowsAsync()).FirstOrDefault(fits)) is not null, what, Cluster.Said);
        return found!;
    }

    /// <summary>The epoch under which <c>s1</c> is run now.</summary>
    public async Task<long> EpochAsync() => (await Cluster.Journal.RowsAsync()).Where(row => row.Source == "s1").Select(row => row.Event).OfType<OwnershipTaken>().Last().Epoch;

    public async Task<IReadOnlyList<SnapshotJson>> ListAsync(int node, string source = "s1") => await Cluster.Nodes[node].SnapshotsAsync(source);

    /// <summary>Waits until everything sent is served, stops the nodes, and lets the checker judge what there was.</summary>
    public async Task<IReadOnlyList<Violation>> JudgeAsync()
    {
        await Eventually.TrueAsync(async () => Settled.Is(await Cluster.Journal.RowsAsync()), "everything accepted is served", Cluster.Said);
        await Task.WhenAll(Cluster.Nodes.Values.Where(node => !node.HasExited).Select(node => node.StopAsync()));
        return HistoryChecker.Check(new Observations(
            await Cluster.Journal.RowsAsync(), await Cluster.Journal.GrantsAsync(), Sender.Sent, Cluster.Store.Files(),
            Files.ToDictionary(file => file.Source, file => file.Digests), new Dictionary<string, double?>()));
    }

    /// <summary>Fails with every promise that was broken.</summary>
    public async Task EveryPromiseWasKeptAsync() => Assert.Empty((await JudgeAsync()).Select(violation => violation.ToString()));

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
