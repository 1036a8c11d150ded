using System.Text.RegularExpressions;

namespace ActorBackup.Conventions.Tests;

/// <summary>One C# file. <see cref="Code"/> is what the compiler sees: comments and the inside of strings are blanked, lines stay.</summary>
internal sealed partial class SourceFile(string path)
{
    private readonly Lazy<string> _code = new(() => Blank().Replace(File.ReadAllText(Checkout.Full(path)), KeepLines));

    public string Path { get; } = path;
    public string Text => File.ReadAllText(Checkout.Full(Path));
    public string Code => _code.Value;
    public string[] Lines => File.ReadAllLines(Checkout.Full(Path));

    /// <summary>Below <c>src/</c>: the project's folder; below <c>tests/</c>: the same.</summary>
    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public override string ToString() => Path;

    private static string KeepLines(Match match) =>
        (match.Value[0] == '/' ? "" : "\"\"") + new string('\n', match.Value.Count(c => c == '\n'));

    // Comments, raw strings, verbatim strings, plain strings, characters; what an interpolation holds is blanked with it.
    [GeneratedRegex(""""//[^\n]*|/\*.*?\*/|"""+.*?"""+|@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'"""", RegexOptions.Singleline)]
    private static partial Regex Blank();
}
