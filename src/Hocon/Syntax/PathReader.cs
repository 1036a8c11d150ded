using System.Text;

namespace Hocon.Syntax;

/// <summary>Reads the keys of a path, up to what can be in none.</summary>
internal static class PathReader
{
    public static List<string> Read(Cursor cursor)
    {
        var keys = new List<string>();
        while (true)
        {
            keys.Add(ReadKey(cursor, isFirst: keys.Count == 0));
            if (!cursor.TryTake(".")) return keys;
        }
    }

    // Blanks inside a key belong to it, those around it do not.
    private static string ReadKey(Cursor cursor, bool isFirst)
    {
        var key = new StringBuilder();
        var isThere = false;
        var blanks = "";
        cursor.TakeBlanks();
        while (cursor.Current == '"' || (cursor.AtBare && cursor.Current != '.'))
        {
            key.Append(blanks).Append(cursor.Current == '"' ? Strings.Read(cursor) : cursor.TakeWhile(static c => c.AtBare && c.Current != '.'));
            isThere = true;
            blanks = cursor.TakeBlanks();
        }

        if (isThere) return key.ToString();
        throw cursor.Fail(isFirst && cursor.Current != '.'
            ? $"Expected a key, found {cursor.Found}. A key with other characters than letters, digits, '-' and '_' stands in quotes."
            : "A path has an empty key. Write one between its dots, or put a key that has dots in quotes.");
    }
}
