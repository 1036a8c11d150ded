using System.Globalization;
using System.Text;

namespace Hocon;

/// <summary>Paths such as <c>a.b."c.d"</c>: keys with dots between them, in quotes where a key would be misread.</summary>
public static class HoconPath
{
    /// <exception cref="FormatException">A key is empty, or a quote is open.</exception>
    public static IReadOnlyList<string> Parse(string path)
    {
        try
        {
            var cursor = new Syntax.Cursor(path, "(path)");
            var keys = Syntax.PathReader.Read(cursor);
            return cursor.AtEnd ? keys : throw new FormatException($"'{path}' is not a path: put the key with '{cursor.Current}' in quotes.");
        }
        catch (HoconException failure)
        {
            throw new FormatException($"'{path}' is not a path: {failure.Message}", failure);
        }
    }

    public static string Join(IEnumerable<string> keys) => string.Join('.', keys.Select(Quote));

    /// <summary>The key as it can stand in a path or before a value: in quotes if it needs them.</summary>
    public static string Quote(string key) => NeedsNoQuotes(key) ? key : QuoteAlways(key);

    internal static FormatException EmptyKey(string path) => new($"'{path}' is not a path: a key in it is empty.");

    /// <summary>The text in quotes, with escapes: as a value it is that text, whatever it looks like.</summary>
    public static string QuoteAlways(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append(@"\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\u007f' or '\ufeff' => quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    // 'include' before a string would be read as an include.
    private static bool NeedsNoQuotes(string key) =>
        key.Length > 0 && key != "include" && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
