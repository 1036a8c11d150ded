using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Applies the retention policy, or shows what it would do and why.</summary>
internal sealed class RetainCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "Which source" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would be kept and why" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Confirm a changed policy that removes more than half" };

    public RetainCommand(Sessions sessions) : base("retain", "Apply the retention policy, with a reason per snapshot", sessions)
    {
        Add(_source);
        Add(_dryRun);
        Add(_yes);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        var dryRun = arguments.GetValue(_dryRun);
        await using var door = await session.OpenAsync(dryRun ? NodeNeed.Look : NodeNeed.Change, stop);
        var reports = new List<RetentionJson>();
        foreach (var source in await door.Client.SourcesAsync([arguments.GetValue(_source)!], stop))
            reports.Add(await door.Client.RetainAsync(source.Key, new RetainRequest(dryRun, arguments.GetValue(_yes)), stop));

        if (session.Terminal.Json) session.Terminal.Document(reports, ReadableJson.Context.IReadOnlyListRetentionJson);
        else foreach (var report in reports) Print(session.Terminal, report, dryRun);
        if (reports.Find(r => r.Held is not null) is not { } held || dryRun) return ExitCode.Ok;
        throw new CliException(ExitCode.Usage, $"{held.Source}: {held.Held}; `actorbackup retain {held.Source} --yes` goes on");
    }

    private static void Print(Terminal terminal, RetentionJson report, bool dryRun)
    {
        var table = new Table("SNAPSHOT", "STORE", "", "BECAUSE");
        foreach (var line in report.Lines)
            table.Add(line.Id, line.Store, line.Kept ? new Cell("keep", Paint.Green) : new Cell(dryRun ? "would go" : "goes", Paint.Yellow), string.Join(", ", line.Reasons));
        if (table.IsEmpty) terminal.Say($"{report.Source}: no snapshots");
        else table.Print(terminal);
        if (report.Held is not null && dryRun) terminal.Say($"held: {report.Held}");
    }
}
