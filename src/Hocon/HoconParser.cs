namespace Hocon;

/// <summary>Reads HOCON: what JSON can say, with comments, merging, includes and substitutions resolved.</summary>
/// <remarks>As in HOCON's specification; of it are left out: <c>include url(…)</c> and <c>classpath(…)</c>, guessing the extension of an
/// included file, lists as root, and lists from numbered keys. A missing include is skipped unless it says <c>required(…)</c>.</remarks>
public static class HoconParser
{
    /// <exception cref="HoconException">The text, or one it includes, is not valid, or a substitution has no value or goes in a circle.</exception>
    public static HoconObject Parse(string text, HoconOptions? options = null)
    {
        options ??= HoconOptions.Default;
        var root = new Syntax.SyntaxReader(text, new Syntax.IncludeChain(options)).ReadRoot();
        return new Resolving.Resolver(root, options.Environment).Resolve();
    }

    /// <summary>Parses a file; its path, as given, is its name in messages.</summary>
    /// <exception cref="HoconException">As for a text; also if the file is not there or cannot be read.</exception>
    public static HoconObject ParseFile(string path, HoconOptions? options = null)
    {
        options = (options ?? HoconOptions.Default) with { File = path };
        return Parse(Read(path), options);
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new HoconException($"The file cannot be read: {failure.Message}", new HoconOrigin(path, 1), failure);
        }
    }
}
