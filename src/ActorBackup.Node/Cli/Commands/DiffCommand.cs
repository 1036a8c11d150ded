using System.CommandLine;
using ActorBackup.Node.Cli.Output;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Commands;

/// <summary>Tells what differs between two snapshots of a folder, or between one and the folder as it is now.</summary>
internal sealed class DiffCommand : Verb
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "Which source" };
    private readonly Argument<string> _from = new("A") { Description = "An id, a unique prefix, or latest" };
    private readonly Argument<string?> _to = new("B") { Description = "Another one; the folder as it is now if left out", Arity = ArgumentArity.ZeroOrOne };

    public DiffCommand(Sessions sessions) : base("diff", "Show what differs between two snapshots of a folder; works with and without a node", sessions)
    {
        Add(_source);
        Add(_from);
        Add(_to);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult arguments, CancellationToken stop)
    {
        await using var door = await session.OpenAsync(NodeNeed.Look, stop);
        var source = await door.Client.SourceAsync(arguments.GetValue(_source), stop);
        var all = session.Terminal.Json ? new List<TreeChangeJson>() : null;
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var change in door.Client.GetDiffAsync(source.Key, arguments.GetValue(_from)!, arguments.GetValue(_to), stop))
        {
            all?.Add(change);
            if (change.Kind != "folder" || change.Change != "attributes-changed") counts[change.Change] = counts.GetValueOrDefault(change.Change) + 1;
            Print(session.Terminal, change);
        }

        if (all is not null) session.Terminal.Document(all, ReadableJson.Context.IReadOnlyListTreeChangeJson);
        session.Terminal.Say(counts.Count == 0 ? "nothing differs" : string.Join(", ", counts.Select(c => $"{Figures.Count(c.Value)} {c.Key}")));
        return ExitCode.Ok;
    }

    private static void Print(Terminal terminal, TreeChangeJson c)
    {
        var (mark, paint) = c.Change switch
        {
            "added" => ('+', Paint.Green),
            "removed" => ('-', Paint.Red),
            "changed" => ('M', Paint.Yellow),
            _ => ('U', Paint.Dim),
        };
        var sizes = (c.BytesBefore, c.BytesAfter) switch
        {
            _ when c.Kind != "file" || c.Change == "attributes-changed" => "",
            ({ } before, { } after) => $"  ({Figures.Bytes(before)} -> {Figures.Bytes(after)})",
            var (before, after) => $"  ({Figures.Bytes(after ?? before ?? 0)})",
        };
        terminal.Say($"{terminal.Paint(paint, mark.ToString())}  {c.Path}{(c.Kind == "folder" ? "/" : "")}{sizes}");
    }
}
