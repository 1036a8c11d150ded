namespace Hocon.Syntax;

/// <param name="File">As it is written.</param>
/// <param name="IsRequired">Whether it is an error that the file is not there.</param>
internal sealed record Include(string File, bool IsRequired);

/// <summary>Reads <c>include "x"</c>, <c>include file("x")</c> and both inside <c>required(…)</c>.</summary>
internal static class IncludeReader
{
    /// <summary>Null, with the cursor where it was, if here is a key: also one named <c>include</c>.</summary>
    public static Include? TryRead(Cursor cursor)
    {
        if (!cursor.Try(AtInclude)) return null;
        var isRequired = TryOpen(cursor, "required");
        var isFile = TryOpen(cursor, "file");
        if (cursor.Current != '"') throw cursor.Fail($"An include needs a file in quotes, found {cursor.Found}: include \"x\", include file(\"x\") or include required(\"x\").");
        var file = Strings.Read(cursor);
        if (string.IsNullOrWhiteSpace(file) || file.Contains('\0', StringComparison.Ordinal)) throw cursor.Fail("The name of an included file is empty or not a file name.");
        if (isFile) Close(cursor);
        if (isRequired) Close(cursor);
        return new Include(file, isRequired);
    }

    private static bool AtInclude(Cursor cursor)
    {
        if (!cursor.TryTake("include")) return false;
        cursor.TakeBlanks();
        return cursor.Current == '"' || cursor.Try(At("file")) || cursor.Try(At("required")) || cursor.Try(At("url")) || cursor.Try(At("classpath"));
    }

    // Only looks: the second Try puts the cursor back before the word.
    private static Func<Cursor, bool> At(string word) => cursor =>
    {
        var isThere = false;
        cursor.Try(look =>
        {
            isThere = look.TryTake(word) && look.Current == '(';
            return false;
        });
        return isThere;
    };

    private static bool TryOpen(Cursor cursor, string word)
    {
        if (!At(word)(cursor)) return false;
        cursor.TryTake(word);
        cursor.Take();
        cursor.TakeBlanks();
        return true;
    }

    private static void Close(Cursor cursor)
    {
        cursor.TakeBlanks();
        if (!cursor.TryTake(")")) throw cursor.Fail($"Expected ')' after the included file, found {cursor.Found}.");
    }
}
