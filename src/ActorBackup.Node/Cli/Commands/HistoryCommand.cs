using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Lists the snapshots in which a file or folder differs from the one before.</summary>
internal sealed class HistoryCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "Which source" };
    private readonly Argument<string> _path = new("PATH") { Description = "A file or folder in it, relative to its folder" };

    public HistoryCommand(Sessions sessions) : base("history", "List the snapshots in which a file or folder differs; works with and without a node", sessions)
    {
        Add(_source);
        Add(_path);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Look, stop);
        var source = await door.Client.SourceAsync(arguments.GetValue(_source), stop);
        var (path, all) = (arguments.GetValue(_path)!, new List<PathStateJson>());
        await foreach (var state in door.Client.GetHistoryAsync(source.Key, path, stop)) all.Add(state);
        if (!all.Exists(state => state.IsThere))
            throw new CliException(ExitCode.NotFound, $"no snapshot of {source.Source} has {path}; `actorbackup show {source.Source} latest` lists what there is");
        var changes = all.FindAll(state => state.Change is not null);
        if (session.Terminal.Json) session.Terminal.Document(changes, ReadableJson.Context.IReadOnlyListPathStateJson);
        else Print(session.Terminal, changes, all.Count);
        return ExitCode.Ok;
    }

    private static void Print(Terminal terminal, List<PathStateJson> changes, int of)
    {
        var table = new Table("SNAPSHOT", "TAKEN", "CHANGE", ">SIZE", "MODIFIED", "FILES");
        foreach (var s in changes)
            table.Add(
                s.Snapshot, Figures.Time(s.TakenAt), s.Change, s is { IsThere: true, Kind: "file", Bytes: { } bytes } ? Figures.Bytes(bytes) : "-",
                s.ModifiedAt is { } at ? Figures.Time(at) : "-", s.Kind == "file" || !s.IsThere ? "" : $"{Figures.Count(s.FilesChanged)} of {Figures.Count(s.Files)} changed");
        table.Print(terminal);
        terminal.Say($"differs in {changes.Count} of {Figures.Of(of, "snapshot")}");
    }
}
