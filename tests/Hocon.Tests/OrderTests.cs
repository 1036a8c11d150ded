namespace Hocon.Tests;

/// <summary>Random assignments that refer to each other mean the same, whichever of them is asked for first.</summary>
public sealed class OrderTests
{
    private static readonly string[] Paths = ["a", "b", "a.x", "a.y", "b.x", "c"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Gives_the_same_outcome_whatever_is_resolved_first(int seed)
    {
        var random = new Random(seed);
        var parsed = 0;

        for (var i = 0; i < 10_000; i++)
        {
            var body = string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => Assignment(random)));
            var probe = $"probe = {Reference(random)}\n";
            var first = Outcome(probe + body);

            Assert.True(Equals(first, Outcome(body + probe)), $"Depends on the order:\n{body}{probe}");
            if (first is not null) parsed++;
        }

        Assert.True(parsed > 1000, $"Only {parsed} had a value.");
    }

    private static HoconObject? Outcome(string text)
    {
        try
        {
            return Some.Parsed(text);
        }
        catch (HoconException)
        {
            return null;
        }
    }

    private static string Assignment(Random random) => $"{Path(random)} {(random.Next(8) == 0 ? "+=" : "=")} {Value(random, 0)}\n";

    private static string Value(Random random, int depth) => random.Next(depth > 1 ? 3 : 8) switch
    {
        0 => random.Next(9).ToString(null, null),
        1 or 2 => Reference(random),
        3 => $"[{Value(random, depth + 1)}]",
        4 => $"{{ x = {Value(random, depth + 1)} }}",
        5 => $"{Reference(random)} {{ y = {Value(random, depth + 1)} }}",
        6 => $"{{ x = {Value(random, depth + 1)} }} {Reference(random)}",
        _ => $"{{ x = {Value(random, depth + 1)}, y = {Value(random, depth + 1)} }}",
    };

    private static string Reference(Random random) => $"${{{(random.Next(10) == 0 ? "" : "?")}{Path(random)}}}";

    private static string Path(Random random) => Paths[random.Next(Paths.Length)];
}
