using System.Diagnostics;
using System.Globalization;
using Scenarios.Cluster;

namespace Scenarios.Demo;

/// <summary>Three nodes as one service, and a program that signals them: any node answers, the owner is killed, another goes on, nothing is lost.</summary>
internal sealed class ClusterTour(ClusterSandbox cluster, Narrator narrator, CancellationToken stop)
{
    private const string Worked = "orders", Quiet = "catalogue";
    private static readonly string[] Shared = [Worked, Quiet, "prices"];

    /// <returns>Whether the program's file came back as it was last saved.</returns>
    public async Task<bool> RunAsync()
    {
        narrator.Tell("Three nodes start, on this machine for once, and share a PostgreSQL. Each protects a file of its own, and together they protect three files that all of them reach.");
        cluster.Configure(Shared);
        foreach (var node in cluster.Numbers) await File.WriteAllTextAsync(cluster.LocalFileOf(node), $"[\"settings of {ClusterSandbox.NameOf(node)}\"]\n", stop);
        foreach (var source in Shared) await File.WriteAllTextAsync(cluster.FileOf(source), "[\n  {\"id\":1},\n  {\"id\":2},\n  {\"id\":3}\n]\n", stop);
        await cluster.StartAllAsync(Shared);
        await ShowAsync(1, "cluster", "members");
        await ShowAsync(1, "cluster", "members", Worked);

        var (owner, others) = await OwnerAsync(Quiet);
        narrator.Tell($"{ClusterSandbox.NameOf(owner)} runs '{Quiet}'. A signal at {ClusterSandbox.NameOf(others[0])} is carried out there; {ClusterSandbox.NameOf(others[1])} lists the snapshot:");
        await ShowAsync(others[0], "signal", Quiet, "--label", "tour", "--wait", "durable");
        await ShowAsync(others[1], "snapshots", Quiet);

        (owner, others) = await OwnerAsync(Worked);
        narrator.Tell($"A program of its own, another Akka.NET process, saves a graph to '{Worked}' every second and waits until each save is durable. {ClusterSandbox.NameOf(owner)} runs '{Worked}'.");
        await using var collector = StartCollector();
        await RoundAsync(collector, 3);

        narrator.Tell($"{ClusterSandbox.NameOf(owner)} is killed with SIGKILL, in the middle of that.");
        var since = Stopwatch.GetTimestamp();
        await cluster.Nodes[owner].KillAsync();
        var next = await NextOwnerAsync(owner);
        narrator.Quote("tour", string.Create(CultureInfo.InvariantCulture, $"{ClusterSandbox.NameOf(next)} owns '{Worked}' {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s later"));
        await ShowAsync(others[0], "cluster", "members", Worked);
        narrator.Tell("Nobody told the program. Its signals have waited, and go on:");
        await RoundAsync(collector, 8);
        if (await collector.ExitAsync(60) != 0) throw new InvalidOperationException($"The program ended with {collector.ExitCode}:\n{collector.Said}");

        narrator.Tell($"What {ClusterSandbox.NameOf(owner)} protected alone is away, with the age of its last good copy; the rest is not:");
        await ShowAsync(others[1], "status");
        await ShowAsync(others[1], "snapshots", Worked);

        narrator.Tell($"The file of '{Worked}' is lost. It is put back through {ClusterSandbox.NameOf(others.First(node => node != next))}, which does not run it.");
        var saved = Invariants.Sha256(cluster.FileOf(Worked));
        File.Delete(cluster.FileOf(Worked));
        await ShowAsync(others.First(node => node != next), "restore", Worked, "--yes");
        var equal = Invariants.Sha256(cluster.FileOf(Worked)) == saved;
        narrator.Quote("tour", equal ? "the file is as the program last saved it" : "the file is NOT as the program last saved it");

        narrator.Tell($"{ClusterSandbox.NameOf(owner)} comes back, and gets back what it is the first choice for.");
        await cluster.Start(owner).ReadyAsync();
        await Eventually.TrueAsync(async () => await cluster.OwnerOfAsync(Worked) == owner, $"{ClusterSandbox.NameOf(owner)} owns '{Worked}' again", cluster.Said);
        await ShowAsync(others[0], "cluster", "members");
        foreach (var node in cluster.Numbers)
        {
            var code = await cluster.Nodes[node].StopAsync();
            if (code != 0) narrator.Quote("tour", $"{ClusterSandbox.NameOf(node)} ended with {code}: {cluster.Nodes[node].Said}");
            equal &= code == 0;
        }

        narrator.Tell(equal ? "That was the tour; everything that was started is ended." : "The tour did NOT end as it should.");
        return equal;
    }

    private ChildProcess StartCollector() => ChildProcess.Start(
        ["dotnet", Programs.Collector, cluster.FileOf(Worked), "--source", Worked, "--run", "tour", "--rounds", "8", "--pause-ms", "1000",
            "--nodes", string.Join(',', cluster.Numbers.Select(node => $"{cluster.HostOf(node)}:{cluster.PortOf(node)}"))],
        cluster.Root, heard: line => narrator.Quote("program", line));

    private Task RoundAsync(ChildProcess collector, int round) => Eventually.TrueAsync(
        () => stop.IsCancellationRequested || collector.HasExited || collector.Output.Contains($"round {round}:", StringComparison.Ordinal), $"round {round} of the program", () => collector.Said + cluster.Said());

    private async Task<(int Owner, int[] Others)> OwnerAsync(string source)
    {
        stop.ThrowIfCancellationRequested();
        var owner = await cluster.OwnerOfAsync(source) ?? throw new InvalidOperationException($"Nobody owns '{source}'.");
        return (owner, [.. cluster.Numbers.Where(node => node != owner)]);
    }

    private async Task<int> NextOwnerAsync(int former)
    {
        int? next = null;
        await Eventually.TrueAsync(async () => (next = await cluster.OwnerOfAsync(Worked)) is { } now && now != former, "another node owns it", cluster.Said);
        return next!.Value;
    }

    private async Task ShowAsync(int node, params IReadOnlyList<string> command)
    {
        stop.ThrowIfCancellationRequested();
        var result = await CommandResult.OfAsync(cluster.Root, [.. command, "--config", cluster.ConfigFile(node)]);
        narrator.Show($"{string.Join(' ', ["actorbackup", .. command])}", result.Output + result.Errors, ClusterSandbox.NameOf(node));
        if (result.Code != 0) throw new InvalidOperationException($"'actorbackup {string.Join(' ', command)}' ended with {result.Code}.");
    }
}
