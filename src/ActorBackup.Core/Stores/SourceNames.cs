using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Core.Stores;

/// <summary>The names of one source's copies under one template: makes them, and finds them again in a folder where nothing else is known.</summary>
public sealed class SourceNames
{
    // ext4, XFS, Btrfs, ZFS, APFS: 255 bytes. Kept free: what a later compression appends (.zst).
    private const int MaxBytes = 255 - 4;
    private const int MaxRepeatBytes = 6, MaxExtensionBytes = 32, MaxLabelBytes = 60, MaxTierBytes = 12;

    private readonly NameTemplate _template;
    private readonly ImmutableDictionary<string, string> _fixed;
    private readonly Lazy<Regex> _shape;
    private readonly string _prefix;

    public SourceNames(NameTemplate template, SourceLocation source)
    {
        var name = Path.GetFileName(source.Path);
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && Encoding.UTF8.GetByteCount(name.AsSpan(dot)) <= MaxExtensionBytes ? name[dot..] : "";
        var stem = name[..(name.Length - extension.Length)];
        // A file's name may be as long as a name can be: its stem is cut so far that every copy's name fits, always to the same length.
        var room = MaxBytes - MaxRepeatBytes - template.Pieces.Sum(p => LongestBytes(p, extension, source.Id.Key));
        var stems = Math.Max(1, template.Pieces.Count(p => p.Hole is "stem" or "name"));
        stem = Cut(stem, Math.Max(room / stems, 8));
        _template = template;
        _fixed = ImmutableDictionary.CreateRange<string, string>(
            [new("stem", stem), new("name", stem + extension), new("ext", extension), new("source", source.Id.Key)]);
        // Thousands of sources may share a folder: most names are sorted out without their patterns.
        _prefix = string.Concat(template.Pieces.TakeWhile(p => p.Hole == "" || _fixed.ContainsKey(p.Hole)).Select(p => p.Hole == "" ? p.Value : _fixed[p.Hole]));
        _shape = new Lazy<Regex>(() => new Regex(Pattern(), RegexOptions.CultureInvariant | RegexOptions.Singleline));
    }

    /// <summary>The names a snapshot may get, best first, without end. <c>_k</c> follows the time where the id has one or a name is taken (rules 7).</summary>
    public IEnumerable<string> Wishes(SnapshotId id, TriggerKind trigger, string? tier, string? label)
    {
        var first = _template.Has("id") ? null : id.Repeat;
        yield return Render(id, trigger, tier, label, first);
        for (var k = (first ?? 1) + 1; ; k++) yield return Render(id, trigger, tier, label, k);
    }

    /// <summary>Whether a file of this name is a copy of this source, and of which local moment, read off the name alone.</summary>
    public bool TryRead(string fileName, out DateTime local)
    {
        local = default;
        if (!fileName.StartsWith(_prefix, StringComparison.Ordinal)) return false;
        var match = _shape.Value.Match(fileName);
        if (!match.Success) return false;
        if (match.Groups["id"] is { Success: true } id) return TryMoment(id.Value[..15], "yyyyMMdd_HHmmss", out local);
        var times = _template.Pieces.Where(p => p.Hole == "time").ToArray();
        return TryMoment(
            string.Join('\n', times.Select((_, i) => match.Groups[$"time{i}"].Value)), string.Join('\n', times.Select(t => Exact(t.Value))), out local);
    }

    /// <summary>A trigger's word in names, on the command line and in JSON: <c>before-change</c>, <c>pushed</c> ….</summary>
    public static string Word(TriggerKind kind) => kind == TriggerKind.BeforeChange ? "before-change" : kind.ToString().ToLowerInvariant();

    private string Render(SnapshotId id, TriggerKind trigger, string? tier, string? label, int? repeat)
    {
        var suffix = repeat is { } k ? $"_{k.ToString(CultureInfo.InvariantCulture)}" : "";
        var moment = DateTime.ParseExact(id.Value[..15], "yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        var place = RepeatPlace;
        var name = new StringBuilder();
        for (var i = 0; i < _template.Pieces.Count; i++)
        {
            var piece = _template.Pieces[i];
            name.Append(piece.Hole switch
            {
                "" => piece.Value,
                "time" => moment.ToString(Exact(piece.Value), CultureInfo.InvariantCulture),
                "id" => id.Value,
                "trigger" => Word(trigger),
                "tier" => Clean(tier, MaxTierBytes),
                "label" => Clean(label, MaxLabelBytes),
                ".label" => Clean(label, MaxLabelBytes) is { Length: > 0 } text ? "." + text : "",
                var hole => _fixed[hole],
            });
            if (i == place) name.Append(suffix);
        }
        return name.ToString();
    }

    /// <summary>The piece that <c>_k</c> follows: the last time or id, else the stem or name.</summary>
    private int RepeatPlace => _template.Pieces.FindLastIndex(p => p.Hole is "time" or "id");

    private string Pattern()
    {
        var (pattern, times, place) = (new StringBuilder(@"\A"), 0, RepeatPlace);
        for (var i = 0; i < _template.Pieces.Count; i++)
        {
            var piece = _template.Pieces[i];
            pattern.Append(piece.Hole switch
            {
                "" => Regex.Escape(piece.Value),
                "time" => $"(?<time{times++}>{Regex.Replace(Regex.Escape(piece.Value), "[yMdHms]", "[0-9]")})",
                "id" => "(?<id>[0-9]{8}_[0-9]{6}(_[0-9]+)?)",
                "trigger" => $"({string.Join('|', Enum.GetValues<TriggerKind>().Select(Word))})",
                "tier" => "[a-z]*",
                "label" => "[^/]*?",
                ".label" => @"(\.[^/]*?)?",
                var hole => Regex.Escape(_fixed[hole]),
            });
            if (i == place) pattern.Append("(_[0-9]+)?");
        }
        return pattern.Append(@"(\.gz|\.zst)?\z").ToString();
    }

    private static int LongestBytes(NameTemplate.Piece piece, string extension, string key) => piece.Hole switch
    {
        "" or "time" => Encoding.UTF8.GetByteCount(piece.Value),
        "ext" or "name" => Encoding.UTF8.GetByteCount(extension),
        "source" => key.Length,
        "id" => 20,
        "trigger" => 13,
        "tier" => MaxTierBytes,
        "label" or ".label" => MaxLabelBytes + 1,
        _ => 0,
    };

    // Quoted, because an unquoted T would not come back from parsing as it went in.
    private static string Exact(string format) => format.Replace("T", "'T'", StringComparison.Ordinal);

    private static bool TryMoment(string text, string format, out DateTime local) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out local) && local.Year > 1970;

    private static string Clean(string? text, int maxBytes) =>
        text is null ? "" : Cut(string.Concat(text.Select(c => c is '/' or '\\' || char.IsControl(c) ? '_' : c)), maxBytes);

    private static string Cut(string text, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= maxBytes) return text;
        var (chars, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > maxBytes) break;
            chars += rune.Utf16SequenceLength;
        }
        return text[..chars];
    }
}
