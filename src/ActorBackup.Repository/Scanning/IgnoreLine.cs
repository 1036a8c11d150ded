using System.Text;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Scanning;

/// <summary>One line of a <c>.gitignore</c>, as gitignore(5) has it.</summary>
internal sealed class IgnoreLine
{
    private readonly List<WildSegment>? _segments;
    private readonly bool _nameOnly;

    private IgnoreLine(string text, bool keeps, bool foldersOnly, bool nameOnly, List<WildSegment>? segments) =>
        (Text, Keeps, FoldersOnly, _nameOnly, _segments) = (text, keeps, foldersOnly, nameOnly, segments);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>It started with <c>!</c>: what it matches is not left out.</summary>
    public bool Keeps { get; }

    public bool FoldersOnly { get; }

    /// <summary>Null for a comment and an empty line.</summary>
    public static IgnoreLine? Parse(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] == '#') return null;
        line = WithoutTrailingBlanks(line);
        var text = Encoding.UTF8.GetString(line);
        var keeps = !line.IsEmpty && line[0] == '!';
        if (keeps) line = line[1..];
        var foldersOnly = !line.IsEmpty && line[^1] == '/';
        if (foldersOnly) line = line[..^1];
        if (line.IsEmpty) return null;
        var nameOnly = !line.Contains((byte)'/');
        if (line[0] == '/') line = line[1..];
        return new IgnoreLine(text, keeps, foldersOnly, nameOnly, WildSegment.Split(line));
    }

    /// <param name="folder">The names from the folder of the line's file down to the entry's folder.</param>
    public bool Matches(ReadOnlySpan<RawName> folder, RawName name, bool isFolder) =>
        _segments is not null && (isFolder || !FoldersOnly) && (_nameOnly ? _segments[0].Matches(name.Bytes) : Matches(0, folder, name));

    private bool Matches(int segment, ReadOnlySpan<RawName> folder, RawName name)
    {
        var at = _segments![segment];
        var isLast = segment == _segments.Count - 1;
        if (!at.IsAnyFolders)
            return folder.IsEmpty ? isLast && at.Matches(name.Bytes) : !isLast && at.Matches(folder[0].Bytes) && Matches(segment + 1, folder[1..], name);
        if (isLast) return true;
        for (var skipped = 0; skipped <= folder.Length; skipped++)
            if (Matches(segment + 1, folder[skipped..], name)) return true;
        return false;
    }

    // Blanks at the end mean nothing unless a backslash stands before them.
    private static ReadOnlySpan<byte> WithoutTrailingBlanks(ReadOnlySpan<byte> line)
    {
        var end = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\') end = Math.Min(++i + 1, line.Length);
            else if (line[i] != ' ') end = i + 1;
        }
        return line[..end];
    }
}
