using System.Globalization;

namespace Hocon.Syntax;

/// <summary>A place in a text: knows lines, blanks and comments, but no grammar.</summary>
internal sealed class Cursor(string text, string file)
{
    private int _at;
    private int _line = 1;

    public bool AtEnd => _at >= text.Length;

    /// <summary>NUL at the end.</summary>
    public char Current => Peek(0);

    public HoconOrigin Origin => new(file, _line);
    public int Line => _line;

    /// <summary>Whether a word without quotes can go on here.</summary>
    public bool AtBare => !AtEnd && !AtComment && !IsBlank(Current) && !char.IsControl(Current) && !"$\"{}[]:=,+#`^?!@*&\\".Contains(Current, StringComparison.Ordinal);

    public bool AtBlank => !AtEnd && Current != '\n' && IsBlank(Current);
    public bool AtComment => Current == '#' || (Current == '/' && Peek(1) == '/');

    public char Peek(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    public char Take()
    {
        var taken = Current;
        if (taken == '\n') _line++;
        _at++;
        return taken;
    }

    public bool TryTake(string expected)
    {
        if (string.CompareOrdinal(text, _at, expected, 0, expected.Length) != 0) return false;
        for (var i = 0; i < expected.Length; i++) Take();
        return true;
    }

    public string TakeWhile(Func<Cursor, bool> condition)
    {
        var start = _at;
        while (!AtEnd && condition(this)) Take();
        return text[start.._at];
    }

    /// <summary>The blanks up to the next word or the end of the line.</summary>
    public string TakeBlanks() => TakeWhile(static cursor => cursor.AtBlank);

    /// <summary>Goes over blanks, line ends and comments.</summary>
    public void SkipSpace()
    {
        while (!AtEnd && (IsBlank(Current) || AtComment))
        {
            if (AtComment) TakeWhile(static cursor => cursor.Current != '\n');
            else Take();
        }
    }

    /// <summary>Runs <paramref name="look"/> and comes back here if it says no.</summary>
    public bool Try(Func<Cursor, bool> look)
    {
        var (at, line) = (_at, _line);
        if (look(this)) return true;
        (_at, _line) = (at, line);
        return false;
    }

    /// <summary>What stands here, for messages.</summary>
    public string Found => AtEnd ? "the end of the text"
        : Current == '\n' ? "the end of the line"
        : char.IsControl(Current) ? $"the control character U+{(int)Current:X4}"
        : $"'{Current}'";

    public HoconException Fail(string message) => new(message, Origin);

    private static bool IsBlank(char c) => c is '\ufeff' or (>= '\u001c' and <= '\u001f')
        || char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator;
}
