using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Says whether a text is the one an event filter looks for.</summary>
internal interface IStringMatcher
{
    bool IsMatch(string s);
}

internal sealed class PredicateMatcher(Predicate<string> predicate, string hint) : IStringMatcher
{
    public static readonly IStringMatcher All = new PredicateMatcher(_ => true, "");

    public bool IsMatch(string s) => predicate(s ?? "");

    public override string ToString() => hint;

    /// <summary>What is null matches everything; the first that is given counts.</summary>
    public static IStringMatcher Of(string message, string start, string contains) =>
        message is not null ? new PredicateMatcher(text => text == message, $" == \"{message}\"")
        : start is not null ? new PredicateMatcher(text => text.StartsWith(start, StringComparison.Ordinal), $" starts with \"{start}\"")
        : contains is not null ? new PredicateMatcher(text => text.Contains(contains, StringComparison.Ordinal), $" contains \"{contains}\"")
        : All;

    public static IStringMatcher Of(Regex pattern) => new PredicateMatcher(pattern.IsMatch, $" ~= \"{pattern}\"");

    /// <summary>A source is given as it is logged, or as the path below an address.</summary>
    public static IStringMatcher OfSource(string source) => source is null
        ? All
        : new PredicateMatcher(
            text => text == source || text.EndsWith("/" + source.TrimStart('/'), StringComparison.Ordinal), $" from \"{source}\"");
}
