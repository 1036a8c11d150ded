using Scenarios.Cluster;

namespace Scenarios.Nemesis.Faults;

/// <summary>Draws one fault after the other from a seed. What is possible depends on hosts, database and clocks.</summary>
internal sealed class FaultChoice(Random random, ClusterSandbox cluster, VirtualHosts? hosts, Clocks? clocks)
{
    private readonly PostgresShared? _postgres = cluster.Database as PostgresShared;

    /// <param name="taken">What other faults hold now.</param>
    /// <returns>Null if what was drawn is taken.</returns>
    public Fault? Next(IReadOnlySet<string> taken)
    {
        var node = random.Next(1, cluster.Count + 1);
        var other = (node + random.Next(1, cluster.Count) - 1) % cluster.Count + 1;
        var name = ClusterSandbox.NameOf(node);
        Func<Fault>[] possible =
        [
            () => Kill(node, name),
            () => Kill(node, name),
            () => Freeze(node, name),
            () => Freeze(node, name),
            () => Terminate(node, name),
            .. hosts is null ? [] : (Func<Fault>[])
            [
                () => Network($"{name} is cut off", name, Seconds(3, 10), () => hosts.Cut(node), node),
                () => Network($"{name} is cut off", name, Seconds(3, 10), () => hosts.Cut(node), node),
                () => Network($"{name} reaches the database no longer, its answers would arrive", name, Seconds(3, 10), () => hosts.CutOneWay(node, null), node),
                () => Network($"{name} no longer reaches {ClusterSandbox.NameOf(other)}", name, Seconds(3, 10), () => hosts.CutOneWay(node, other), node),
            ],
            .. _postgres is null ? [] : (Func<Fault>[])[() => Crash(_postgres)],
            .. clocks is null ? [] : (Func<Fault>[])[() => Step(clocks, name), () => Step(clocks, "database")],
        ];
        var fault = possible[random.Next(possible.Length)]();
        return taken.Contains(fault.On) ? null : fault;
    }

    private Fault Kill(int node, string name) => new($"kill -9 {name}", name, Seconds(0.2, 6), () => cluster.Nodes[node].KillAsync(), () => Start(node));

    private Fault Terminate(int node, string name) => new($"SIGTERM to {name}", name, Seconds(0.2, 3), () => cluster.Nodes[node].StopAsync(60), () => Start(node));

    private Fault Freeze(int node, string name) => new(
        $"SIGSTOP of {name}", name, Seconds(5, 8), () => Send(node, Signals.Stop), () => Send(node, Signals.Continue));

    private Fault Network(string what, string on, TimeSpan hold, Action cut, int node) => new(
        what, on, hold, () => Do(cut), () => Do(() => hosts!.Heal(node)));

    private Fault Crash(PostgresShared postgres) => new("the database ends at once", "database", Seconds(0.2, 3), () => Task.Run(postgres.Crash), () => Task.Run(postgres.StartAgain));

    private Fault Step(Clocks all, string whose)
    {
        var offset = TimeSpan.FromSeconds(random.Next(4) switch
        {
            0 => random.Next(-10, 11),
            1 => random.Next(-600, 601),
            2 => random.Next(-7200, 7201),
            _ => 0,
        });
        return new Fault($"the clock of {whose} is now {offset.TotalSeconds:+0;-0;0} s off", $"clock of {whose}", TimeSpan.Zero, () => Do(() => all.Step(whose, offset)), () => Task.CompletedTask);
    }

    private Task Start(int node) => Do(() => cluster.Start(node));

    private Task Send(int node, int signal) => Do(() => Signals.Send(cluster.Nodes[node].Pid, signal));

    private static Task Do(Action deed)
    {
        deed();
        return Task.CompletedTask;
    }

    private TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(from + random.NextDouble() * (to - from));
}
