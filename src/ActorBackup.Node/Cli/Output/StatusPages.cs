using System.Globalization;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli.Output;

/// <summary>A status for people: one line a source, the reasons of what is not well, and with details every part.</summary>
internal static class StatusPages
{
    public static void Print(Terminal terminal, StatusJson status, bool running, bool details)
    {
        terminal.Say(running
            ? $"node {terminal.Paint(Paint.Bold, status.Node)} · ActorBackup {status.Version} · {status.Runtime} · started {Figures.Time(status.StartedAt)} · configured {Figures.Time(status.ConfiguredAt)}"
            : $"no node runs; this is what the journal and the stores say (node {status.Node}, ActorBackup {status.Version})");
        foreach (var other in status.Others ?? [])
            terminal.Say($"node {other.Node} {(other.State == "answers" ? "answers" : $"{terminal.Paint(HealthCell.Of("warn"), other.State)}: {other.Reason}")}");
        if (status.Sources.Count == 0)
        {
            terminal.Say("no sources");
            return;
        }

        Overview(terminal, status.Sources, isCluster: status.Others is not null);
        foreach (var source in status.Sources) Reasons(terminal, source);
        if (details)
            foreach (var source in status.Sources) Details(terminal, source);
    }

    private static void Overview(Terminal terminal, IReadOnlyList<SourceStatusJson> sources, bool isCluster)
    {
        string[] headings = ["SOURCE", "STATE", "WATCHED", "NEWEST", "LAST HEALTHY", ">ITEMS", ">BEFORE", ">RPO", "SYSTEM", "DATA SAFETY", "PROCESSING"];
        var table = new Table(isCluster ? [headings[0], "NODE", .. headings[1..]] : headings);
        foreach (var s in sources)
        {
            Cell[] cells =
            [
                s.Source, s.State, s.WatchedBy, s.LastSnapshot ?? "-", s.LastHealthyAt is { } at ? Figures.Time(at) : "-", Figures.Count(s.Items),
                Figures.Count(s.PreviousItems), Figures.Span(TimeSpan.FromSeconds(s.RpoSeconds)), Level(s.Verdict.System), Level(s.Verdict.DataSafety),
                Level(s.Verdict.Processing),
            ];
            table.Add(isCluster ? [cells[0], s.Owner, .. cells[1..]] : cells);
        }

        table.Print(terminal);
    }

    private static Cell Level(VerdictJson verdict) => new(verdict.Level, HealthCell.Of(verdict.Level));

    private static void Reasons(Terminal terminal, SourceStatusJson s)
    {
        foreach (var (name, verdict) in ((string, VerdictJson)[])[("system", s.Verdict.System), ("data safety", s.Verdict.DataSafety), ("processing", s.Verdict.Processing)])
            if (verdict.Level != "ok") terminal.Say($"  {terminal.Paint(HealthCell.Of(verdict.Level), verdict.Level)} {s.Source}, {name}: {verdict.Reason}");
        if (s.Hint is not null) terminal.Say($"  {s.Source}: {s.Hint}");
    }

    private static void Details(Terminal terminal, SourceStatusJson s)
    {
        terminal.Say("");
        terminal.Say($"{terminal.Paint(Paint.Bold, s.Source)}  {s.Path}");
        if (s.PerMinute is { } rate)
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"  {rate:0.##} items a minute{(s.Percent is { } p ? $", {p:0.#} % done" : "")}{(s.MinutesLeft is { } left ? $", {left:0} min left" : "")}"));
        var parts = new Table("  PART", "STATE", "EVERY", "LAST RUN", "NEXT RUN", "RESULT");
        foreach (var p in s.Parts)
            parts.Add(
                "  " + p.Part, p.State, p.Every is { } every ? Figures.Span(TimeSpan.FromSeconds(every)) : "-", p.LastRunAt is { } last ? Figures.Time(last) : "-",
                p.NextRunAt is { } next ? Figures.Time(next) : "-", p.LastResult ?? "");
        parts.Print(terminal);
        foreach (var store in s.Stores)
            terminal.Say($"  store {store.Store}: {store.State}{(store.Pending > 0 ? $", {store.Pending} snapshots to catch up" : "")}{(store.Reason is null ? "" : $", {store.Reason}")}");
    }
}
