using System.Text.RegularExpressions;

namespace ActorBackup.Core.Settings;

/// <summary>The shape of every name in a configuration (rules 1): of nodes, sources, stores and roles.</summary>
public static partial class ConfiguredName
{
    private const int Longest = 64;

    public static bool IsValid(string text) => Shape().IsMatch(text);

    public static string Explain(string text) => $"'{text}' is not a name: use 1 to 64 of a-z, 0-9, '-' and '_'.";

    /// <summary><c>latest</c> is no source: where one source is configured, commands take it for a snapshot.</summary>
    public static bool IsTakenByCommands(string source) => source == "latest";

    /// <summary>Makes a name of any text: lower case, each run of other characters becomes '-', none at the ends; <c>source</c> if nothing is left.</summary>
    /// <param name="taken">Names in use: then it gets <c>-2</c>, <c>-3</c> ….</param>
    public static string MakeFrom(string text, Func<string, bool> taken, string ifEmpty = "source")
    {
        var name = Others().Replace(text.ToLowerInvariant(), "-").Trim('-');
        if (name.Length > Longest) name = name[..Longest].TrimEnd('-');
        if (name.Length == 0) name = ifEmpty;
        for (var (candidate, k) = (name, 2); ; k++)
        {
            if (!taken(candidate)) return candidate;
            var suffix = $"-{k}";
            candidate = name[..Math.Min(name.Length, Longest - suffix.Length)] + suffix;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9_-]{1,64}\z")]
    private static partial Regex Shape();

    [GeneratedRegex("[^a-z0-9_-]+")]
    private static partial Regex Others();
}
