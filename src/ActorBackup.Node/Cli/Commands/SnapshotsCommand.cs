using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Lists snapshots, oldest first.</summary>
internal sealed class SnapshotsCommand : Verb
{
    private readonly Argument<string?> _source = new("SOURCE") { Description = "One source; all if left out", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _tier = new("--tier") { Description = "Those of one tier", HelpName = "T" };
    private readonly Option<bool> _all = new("--all") { Description = "Also what is in the trash or lost" };

    public SnapshotsCommand(Sessions sessions) : base("snapshots", "List snapshots, oldest first; works with and without a node", sessions)
    {
        Add(_source);
        Add(_tier);
        Add(_all);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Look, stop);
        var (name, tier) = (arguments.GetValue(_source), arguments.GetValue(_tier));
        var found = new List<SnapshotJson>();
        foreach (var source in await door.Client.SourcesAsync(name is null ? [] : [name], stop))
            found.AddRange(await door.Client.GetSnapshotsAsync(source.Key, arguments.GetValue(_all), stop));
        if (tier is not null) found.RemoveAll(s => s.Tier != tier);

        if (session.Terminal.Json) session.Terminal.Document(found, ReadableJson.Context.IReadOnlyListSnapshotJson);
        else Print(session.Terminal, found, arguments.GetValue(_all));
        return ExitCode.Ok;
    }

    private static void Print(Terminal terminal, List<SnapshotJson> found, bool all)
    {
        if (found.Count == 0)
        {
            terminal.Say($"no snapshots; `actorbackup backup` takes one{(all ? "" : ", --all lists those in the trash and lost ones too")}");
            return;
        }

        var table = new Table("SOURCE", "ID", "TAKEN", "TRIGGER", ">ITEMS", ">SIZE", "HEALTH", "NOTE");
        foreach (var s in found)
            table.Add(s.Source, s.Id, Figures.Time(s.TakenAt), string.Join(",", s.Triggers.Distinct()), Figures.Count(s.Items), Figures.Bytes(s.Bytes), HealthCell.Of(s), Note(s));
        table.Print(terminal);
        terminal.Say($"{Figures.Of(found.Count, "snapshot")}, {found.Count(s => s.Health.Verdict == "healthy" && s.State == "live")} healthy");
    }

    private static string Note(SnapshotJson s) => string.Join(" · ", ((string?[])
    [
        s.Pinned ? "pinned" : null,
        s.Tier,
        s.Label,
        s.FilesChanged is { } changed ? $"{Figures.Count(changed)} of {Figures.Count(s.Files)} files changed" : null,
        s.Incomplete ? "incomplete" : null,
        s.State == "live" ? null : s.State,
        s.Health.Verdict == "healthy" ? null : s.Health.Reason,
        s.Health.AcceptedBy is null ? null : $"accepted by {s.Health.AcceptedBy}",
    ]).OfType<string>());
}
