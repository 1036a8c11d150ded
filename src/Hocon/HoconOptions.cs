namespace Hocon;

/// <summary>What a parse needs from outside.</summary>
public sealed record HoconOptions
{
    public static HoconOptions Default { get; } = new();

    /// <summary>The file's name for messages; relative includes start at its folder.</summary>
    public string File { get; init; } = "(text)";

    /// <summary>The text of an included file, or null if there is none. The path is joined to the including file's folder.
    /// May throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public Func<string, string?> ReadInclude { get; init; } = path => System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : null;

    /// <summary>An environment variable's value, or null. Asked only for substitutions that the configuration does not answer.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
