using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Who is in the cluster and who runs what.</summary>
internal sealed class ClusterMembersCommand : Verb
{
    private readonly Argument<string?> _source = new("SOURCE") { Description = "A shared source: who runs it, and why", Arity = ArgumentArity.ZeroOrOne };

    public ClusterMembersCommand(Sessions sessions) : base("members", "List the nodes; with SOURCE who runs it and who would be next", sessions) => Add(_source);

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Running, stop);
        var source = arguments.GetValue(_source);
        var members = await door.Client.GetMembersAsync(source, stop);
        var terminal = session.Terminal;
        if (terminal.Json)
        {
            terminal.Document(members, ReadableJson.Context.MembersJson);
            return ExitCode.Ok;
        }

        if (source is null) Nodes(terminal, members);
        foreach (var placement in members.Sources.Where(p => source is not null || p.Owner is null)) Placement(terminal, placement);
        if (members.Unsure is { } unsure) terminal.Warn($"the node {members.Node} is not sure of this: {unsure}");
        return ExitCode.Ok;
    }

    private static void Nodes(Terminal terminal, MembersJson members)
    {
        var table = new Table("NODE", "STATE", "ROLES", "VERSION", "RUNTIME", ">HEARTBEAT", ">RUNS", ">OF", "STARTED");
        foreach (var m in members.Members)
            table.Add(
                m.Node == members.Node ? $"{m.Node} *" : m.Node, new Cell(m.State, HealthCell.Of(m.State == "up" ? "ok" : "warn")), m.Roles.Count == 0 ? "-" : string.Join(",", m.Roles), m.Version, m.Runtime,
                $"{Figures.Span(TimeSpan.FromSeconds(m.SilentSeconds))} ago", Figures.Count(m.Runs), Figures.Count(m.MayRun), Figures.Time(m.StartedAt));
        table.Print(terminal);
        terminal.Say($"{Figures.Of(members.Members.Count, "node")}, {Figures.Of(members.Sources.Count, "shared source")}; * is the node that was asked");
    }

    private static void Placement(Terminal terminal, PlacementJson placement)
    {
        terminal.Say($"{terminal.Paint(Paint.Bold, placement.Source)}: {placement.Owner ?? "nobody"}, epoch {placement.Epoch}; {placement.Why}");
        if (placement.Order.Count > 0) terminal.Say($"  in this order: {string.Join(", ", placement.Order)}");
    }
}
