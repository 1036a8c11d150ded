using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ActorBackup.Core.Stores;

/// <summary>How copies of a source are named: <c>{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}</c> (interfaces 1).</summary>
/// <remarks>Holes: stem, name (with extension), ext (from the last dot, with it), source, trigger, tier, label, <c>.label</c> (with its dot, or nothing),
/// id, time:FORMAT (of y M d H m s and separators). A name needs {id} or {time}, so that no two snapshots wish for the same one for ever.</remarks>
public sealed partial record NameTemplate
{
    private static readonly ImmutableHashSet<string> Plain = ["stem", "name", "ext", "source", "trigger", "tier", "label", ".label", "id"];

    private NameTemplate(string text, ImmutableList<Piece> pieces) => (Text, Pieces) = (text, pieces);

    public string Text { get; }

    /// <summary>Every snapshot id gives a name of its own (but for foreign files), since the whole moment is in it.</summary>
    public bool IsUniquePerId => Has("id") || Pieces.Exists(p => p.Hole == "time" && "yMdHms".All(letter => p.Value.Contains(letter)));

    internal ImmutableList<Piece> Pieces { get; }

    internal bool Has(string hole) => Pieces.Exists(p => p.Hole == hole);

    /// <exception cref="FormatException">The text is no name template; the message says why and what is allowed.</exception>
    public static NameTemplate Parse(string text)
    {
        var pieces = ImmutableList.CreateBuilder<Piece>();
        var end = 0;
        foreach (Match hole in Hole().Matches(text))
        {
            pieces.Add(Literal(text, text[end..hole.Index]));
            pieces.Add(new Piece(hole.Groups["name"].Value, hole.Groups["format"].Value));
            end = hole.Index + hole.Length;
        }
        pieces.Add(Literal(text, text[end..]));
        var template = new NameTemplate(text, pieces.ToImmutable().RemoveAll(p => p is { Hole: "", Value: "" }));
        template.Check();
        return template;
    }

    public override string ToString() => Text;

    private static Piece Literal(string template, string text) => text.AsSpan().IndexOfAny('{', '}', '/') < 0 && !text.Any(char.IsControl)
        ? new Piece("", text)
        : throw Wrong(template, $"'{text}' is not allowed: holes are {{name}}, and a name has no '/' and no control character");

    private void Check()
    {
        foreach (var piece in Pieces.Where(p => p.Hole != ""))
            if (piece.Hole == "time") CheckTime(piece.Value);
            else if (!Plain.Contains(piece.Hole) || piece.Value != "")
                throw Wrong(Text, $"there is no {{{piece.Hole}{(piece.Value == "" ? "" : ":" + piece.Value)}}}; allowed are {string.Join(", ", Plain)} and time:FORMAT");
        if (!Has("id") && !Has("time")) throw Wrong(Text, "it needs {time:FORMAT} or {id}, or every copy would have the same name");
        if (Text.StartsWith(".actorbackup", StringComparison.Ordinal)) throw Wrong(Text, "names that begin with .actorbackup are the store's own");
    }

    private void CheckTime(string format)
    {
        if (!TimeFormat().IsMatch(format))
            throw Wrong(Text, $"the time format '{format}' may only have yyyy, yy, MM, dd, HH, mm, ss and - _ . T and space between them");
    }

    private static FormatException Wrong(string template, string why) => new($"name template '{template}': {why}.");

    [GeneratedRegex(@"\{(?<name>[.a-z]+)(:(?<format>[^{}]*))?\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\A(yyyy|yy|MM|dd|HH|mm|ss|[-_. T])+\z")]
    private static partial Regex TimeFormat();

    /// <param name="Hole">Empty for literal text.</param>
    /// <param name="Value">The literal text, or the hole's format.</param>
    internal sealed record Piece(string Hole, string Value);
}
