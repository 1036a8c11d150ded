using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Tells everything about one snapshot; of a folder also what is in it.</summary>
internal sealed class ShowCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "Which source" };
    private readonly Argument<string> _id = new("ID") { Description = "An id, a unique prefix, or latest" };
    private readonly Argument<string?> _path = new("PATH") { Description = "Of a folder: only what is in and below this", Arity = ArgumentArity.ZeroOrOne };

    public ShowCommand(Sessions sessions) : base("show", "Show one snapshot; works with and without a node", sessions)
    {
        Add(_source);
        Add(_id);
        Add(_path);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Look, stop);
        var source = await door.Client.SourceAsync(arguments.GetValue(_source), stop);
        var snapshot = await door.Client.GetSnapshotAsync(source.Key, arguments.GetValue(_id)!, null, null, stop);
        var isTree = snapshot.FilesChanged is not null;
        var files = isTree ? door.Client.GetFilesAsync(source.Key, snapshot.Id, arguments.GetValue(_path) ?? "", stop) : null;
        if (session.Terminal.Json) session.Terminal.Document(snapshot with { Entries = await AllAsync(files) }, ReadableJson.Context.SnapshotJson);
        else
        {
            Print(session.Terminal, snapshot);
            await PrintAsync(session.Terminal, files);
        }

        return ExitCode.Ok;
    }

    private static async Task<IReadOnlyList<TreeEntryJson>?> AllAsync(IAsyncEnumerable<TreeEntryJson>? files)
    {
        if (files is null) return null;
        var all = new List<TreeEntryJson>();
        await foreach (var entry in files) all.Add(entry);
        return all;
    }

    private static async Task PrintAsync(Terminal terminal, IAsyncEnumerable<TreeEntryJson>? files)
    {
        if (files is null) return;
        await foreach (var e in files)
            terminal.Say($"{e.Mode,5}  {(e.Kind == "file" ? Figures.Bytes(e.Bytes) : e.Kind),10}  {Figures.Time(e.ModifiedAt)}  {e.Path}{(e.Kind == "folder" ? "/" : "")}{(e.LinkTarget is null ? "" : $" -> {e.LinkTarget}")}");
    }

    private static void Print(Terminal terminal, SnapshotJson s)
    {
        foreach (var (name, value) in Fields(s))
            if (value is not null) terminal.Say($"{terminal.Paint(Paint.Dim, name.PadRight(9))} {value}");
        foreach (var passed in s.Passed ?? []) terminal.Say($"passed over the newer {passed.Id}, {passed.Health.Verdict}: {passed.Health.Reason}");
    }

    private static IEnumerable<(string Name, string? Value)> Fields(SnapshotJson s) =>
    [
        ("snapshot", $"{s.Id} of {s.Source}"),
        (s.FilesChanged is null ? "file" : "folder", s.Path),
        ("taken", Figures.Time(s.TakenAt)),
        ("triggers", string.Join(", ", s.Triggers)),
        ("health", s.Health.Verdict + (s.Health.Reason is null ? "" : $": {s.Health.Reason}") + (s.Health.AcceptedBy is null ? "" : $" (accepted by {s.Health.AcceptedBy})")),
        ("size", $"{Figures.Bytes(s.Bytes)} ({s.Bytes} bytes)"),
        ("items", s.Items is null || s.FilesChanged is not null ? null : Figures.Count(s.Items)),
        ("files", s.FilesChanged is null ? null : $"{Figures.Count(s.Files)}, {Figures.Count(s.FilesChanged)} new or changed"),
        ("missing", s.Unreadable is { Count: > 0 } missing ? string.Join("; ", missing) : null),
        ("counters", s.Counters.Count == 0 ? null : string.Join(", ", s.Counters.Select(c => FormattableString.Invariant($"{c.Key} {c.Value}")))),
        ("label", s.Label),
        ("pinned", s.Pinned ? "yes" : null),
        ("sha-256", s.FilesChanged is null ? s.Digest : null),
        .. s.Stores.Select(c => ("in", (string?)$"{c.Store}: {c.Handle} ({c.State}, {Figures.Bytes(c.Bytes)}){(c.RemovedBy is null ? "" : $", removed by {c.RemovedBy}")}")),
        ("restore", s.Restore),
    ];
}
