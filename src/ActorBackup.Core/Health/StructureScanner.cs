using System.Buffers;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Health;

/// <summary>Reads content once, in pieces, and tells whether it is whole JSON or JSON lines, and how many entries it has (rules 4 and 5).</summary>
/// <remarks>Structural: names, numbers, literals and escapes are checked to the end, a BOM, NaN, ±Infinity and duplicate keys are allowed, values are not kept.
/// Bytes from 0x80 up are taken as they are inside strings, so that text in an old encoding is not called torn; control characters, which a torn write leaves
/// as zeros, are refused there as the grammar does. Memory does not depend on the content.</remarks>
public sealed class StructureScanner
{
    public const int MaxDepth = 10_000;

    private static readonly SearchValues<byte> White = SearchValues.Create(" \t\r\n"u8);

    private readonly JsonGrammar? _grammar;
    private bool _blank = true;
    private int _mark;

    private StructureScanner(JsonGrammar? grammar) => _grammar = grammar;

    /// <summary>The scanner for a capture: by its mode, for <see cref="ParseMode.Auto"/> by the file's name.</summary>
    public static StructureScanner For(CaptureRequest request) => request.Parse switch
    {
        ParseMode.Json => Json(),
        ParseMode.JsonLines => JsonLines(),
        ParseMode.None => Unparsed(),
        _ => Path.GetExtension(request.Path).ToLowerInvariant() switch
        {
            ".json" => request.HasReference && request.ReferenceParsedAs != "jsonl" ? Json() : JsonOrLines(),
            ".jsonl" or ".ndjson" => JsonLines(),
            _ => Unparsed(),
        },
    };

    public static StructureScanner Json() => new(new JsonGrammar(JsonFraming.Document));

    public static StructureScanner JsonLines() => new(new JsonGrammar(JsonFraming.Lines));

    /// <summary>One document, or, if a second value begins on a line of its own, lines.</summary>
    public static StructureScanner JsonOrLines() => new(new JsonGrammar(JsonFraming.Undecided));

    public static StructureScanner Unparsed() => new(null);

    public void Feed(ReadOnlySpan<byte> content)
    {
        if (_blank) content = SkipBlank(content);
        if (!content.IsEmpty) _grammar?.Feed(content);
    }

    public ContentReading Finish() => (_grammar, _blank) switch
    {
        (null, _) => new ContentReading(null, null, null, _blank),
        ({ Framing: JsonFraming.Lines }, true) => new ContentReading("jsonl", 0, null, true),
        (_, true) => new ContentReading(null, 0, "there is nothing but white space", true),
        (var grammar, _) => grammar!.Finish() is { } failure
            ? new ContentReading(null, null, failure, false)
            : new ContentReading(grammar.Framing == JsonFraming.Lines ? "jsonl" : "json", grammar.Items, null, false),
    };

    /// <summary>Passes over a byte order mark and white space before the first value.</summary>
    private ReadOnlySpan<byte> SkipBlank(ReadOnlySpan<byte> content)
    {
        var mark = "\uFEFF"u8;
        while (_mark >= 0 && _mark < mark.Length && !content.IsEmpty)
        {
            if (content[0] != mark[_mark])
            {
                if (_mark > 0) return Begin(content, mark[.._mark]);
                _mark = -1;
                break;
            }
            _mark++;
            _grammar?.Skip(1);
            content = content[1..];
        }
        var first = content.IndexOfAnyExcept(White);
        if (first < 0)
        {
            _grammar?.Skip(content.Length);
            return [];
        }
        _blank = false;
        _grammar?.Skip(first);
        return content[first..];
    }

    // Began like a byte order mark and was none: those bytes are content, and no JSON.
    private ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> content, ReadOnlySpan<byte> mark)
    {
        _blank = false;
        _grammar?.Skip(-mark.Length);
        _grammar?.Feed(mark);
        return content;
    }
}
