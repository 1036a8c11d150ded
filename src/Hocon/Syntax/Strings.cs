using System.Globalization;
using System.Text;

namespace Hocon.Syntax;

/// <summary>Reads strings in one or three quotes; the cursor stands on the first quote.</summary>
internal static class Strings
{
    public static string Read(Cursor cursor) => cursor.TryTake("\"\"\"") ? ReadTriple(cursor) : ReadQuoted(cursor);

    private static string ReadQuoted(Cursor cursor)
    {
        var start = cursor.Origin;
        var text = new StringBuilder();
        cursor.Take();
        while (true)
        {
            if (cursor.AtEnd || cursor.Current == '\n')
                throw new HoconException("A string is not closed on its line. Close it with '\"', or use \"\"\" for one of several lines.", start);
            var c = cursor.Take();
            if (c == '"') return text.ToString();
            text.Append(c == '\\' ? ReadEscape(cursor) : c);
        }
    }

    private static char ReadEscape(Cursor cursor)
    {
        switch (cursor.Current)
        {
            case '"' or '\\' or '/': return cursor.Take();
            case 'b': cursor.Take(); return '\b';
            case 'f': cursor.Take(); return '\f';
            case 'n': cursor.Take(); return '\n';
            case 'r': cursor.Take(); return '\r';
            case 't': cursor.Take(); return '\t';
            case 'u': cursor.Take(); return ReadHex(cursor);
            default: throw cursor.Fail($"A backslash before {cursor.Found} is no escape. Allowed are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits; write \\\\ for a backslash.");
        }
    }

    private static char ReadHex(Cursor cursor)
    {
        Span<char> digits = [cursor.Peek(0), cursor.Peek(1), cursor.Peek(2), cursor.Peek(3)];
        if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw cursor.Fail("\\u needs four hex digits, such as \\u00e9.");
        for (var i = 0; i < 4; i++) cursor.Take();
        return (char)code;
    }

    // Quotes beyond the closing three belong to the string.
    private static string ReadTriple(Cursor cursor)
    {
        var start = cursor.Origin;
        var text = new StringBuilder();
        while (!cursor.TryTake("\"\"\""))
        {
            if (cursor.AtEnd) throw new HoconException("A string in three quotes is not closed. Close it with \"\"\".", start);
            text.Append(cursor.Take());
        }

        while (cursor.Current == '"') text.Append(cursor.Take());
        return text.ToString();
    }
}
