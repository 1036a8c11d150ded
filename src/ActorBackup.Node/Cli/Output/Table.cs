using System.Text;

namespace ActorBackup.Node.Cli.Output;

/// <summary>Columns of text under headings; numbers to the right.</summary>
/// <param name="headings">A heading that begins with '>' is of a column of numbers.</param>
internal sealed class Table(params string[] headings)
{
    private readonly List<Cell[]> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(params Cell[] row) => _rows.Add(row);

    public void Print(Terminal terminal)
    {
        var titles = headings.Select(h => h.TrimStart('>')).ToArray();
        var widths = titles.Select((t, i) => Math.Max(WidthOf(t), _rows.Max(r => (int?)WidthOf(r[i].Text)) ?? 0)).ToArray();
        terminal.Say(Line(terminal, [.. titles.Select(t => new Cell(t, Paint.Dim))], widths));
        foreach (var row in _rows) terminal.Say(Line(terminal, row, widths));
    }

    private string Line(Terminal terminal, Cell[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var pad = new string(' ', Math.Max(0, widths[i] - WidthOf(cells[i].Text)));
            var text = cells[i].Paint is { } paint ? terminal.Paint(paint, cells[i].Text) : cells[i].Text;
            var right = headings[i].StartsWith('>');
            line.Append(i == 0 ? "" : "  ").Append(right ? pad + text : i == cells.Length - 1 ? text : text + pad);
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>In columns of a terminal, near enough: an emoji takes two.</summary>
    private static int WidthOf(string text) => text.EnumerateRunes().Sum(r => r.Value >= 0x1F000 ? 2 : Rune.GetUnicodeCategory(r) is
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format ? 0 : 1);
}

internal sealed record Cell(string Text, Paint? Paint = null)
{
    public static implicit operator Cell(string? text) => new(text ?? "");
    public static Cell FromString(string? text) => text;
}
