using System.Text.RegularExpressions;

namespace ActorBackup.Conventions.Tests;

/// <summary>The example configuration holds no key that nobody reads.</summary>
public sealed partial class HoconKeyTests
{
    /// <summary>What the actor runtimes read themselves.</summary>
    private static readonly string[] OfRuntimes = ["hocon/akka-packages.hocon", "hocon/akka-subset.hocon"];

    [Fact]
    public void A_key_of_the_examples_is_read_somewhere()
    {
        var lines = Checkout.Files.Where(path => path.StartsWith("hocon/", StringComparison.Ordinal) && !OfRuntimes.Contains(path)).SelectMany(path => File.ReadAllLines(Checkout.Full(path)));
        var readers = string.Concat(Checkout.CSharp.Where(file => file.IsIn("src")).Select(file => file.Text));

        // Names of sources and stores are the user's own: what stands two levels below "sources" and "stores" is theirs.
        Finding.None(Keys(lines).Distinct().Where(key => !readers.Contains($"\"{key}\"", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Keys(IEnumerable<string> lines)
    {
        var open = new Stack<string>();
        foreach (var line in lines.Select(line => Comment().Replace(Quoted().Replace(line, "\"\""), "")))
        {
            foreach (Match token in Token().Matches(line))
            {
                if (token.Value == "}")
                {
                    open.TryPop(out _);
                    continue;
                }
                var key = token.Groups["key"].Value;
                if (key.Length > 0 && !(open.TryPeek(out var parent) && parent is "sources" or "stores")) yield return key;
                if (token.Value.EndsWith('{')) open.Push(key);
            }
        }
    }

    [GeneratedRegex(@"""[^""]*""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(#|//).*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<key>[a-z][a-z0-9-]*)\s*(?:=\s*\{|\{|=)|\{|\}")]
    private static partial Regex Token();
}
