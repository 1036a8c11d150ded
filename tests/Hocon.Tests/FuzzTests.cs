namespace Hocon.Tests;

/// <summary>Damages valid texts at random, with fixed seeds: whatever comes, it is an object or a <see cref="HoconException"/>.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Corpus =
    [
        "a = 1, b : [1, 2, {c = \"x\\n\\u00e9\"}]\nd.e.\"f.g\" { h = null, i += 3, i += [4] }",
        "base { x = 1, y { z = [1] } }\nd = ${base} { x = ${base.x} 2, y.z = ${?base.y.z} [${?nothing}] }\nd.x = ${d.x}${?HOME}",
        "path = a\npath = ${path}\":b\"\npath = ${path}\":c\"\np = ${?q}, q = ${?r}, r = 7",
        "include \"x.conf\"\nk { include required(file(\"y.conf\")) }\nt = \"\"\"three \"quotes\" \n\"\"\" # end\n// done",
        "actorbackup { sources { s { kind = file, path = \"a/*.json\", change = { quiet = 500ms, poll = 2s }, min-free = 10%\n tiers { frequent { every = 25, keep = 5 } } } } }",
        "{ \"json\" : { \"deep\" : [[[[{}, {\"a\" : -1.5e+3}]]]], \"t\" : true }, \"s\" : \"\\\\\\\"\" }",
    ];

    private static readonly string[] Splices =
        ["{", "}", "[", "]", "${", "${?", "${a}", "${a.b}", "${?base}", "=", "+=", ":", ",", "\n", "\"", "\"\"\"", "\\", ".", "include \"x.conf\"", "#", "//", "null", " ", "\0", "\ufeff", "é", "\ud800", "a"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Gives_an_object_or_an_error_for_any_text(int seed)
    {
        var random = new Random(seed);
        var (parsed, refused) = (0, 0);

        for (var i = 0; i < 10_000; i++)
        {
            var (main, x, y) = (Damaged(random), Damaged(random), Damaged(random));
            try
            {
                var config = Some.Parsed(main, ("x.conf", x), ("y.conf", y));
                Assert.Equal(config, Some.Parsed(config.Render()));
                parsed++;
            }
            catch (HoconException failure)
            {
                Assert.True(failure.Origin.Line >= 1 && failure.Message.StartsWith(failure.Origin.ToString(), StringComparison.Ordinal));
                refused++;
            }
        }

        Assert.True(parsed > 500 && refused > 500, $"{parsed} parsed and {refused} refused: the texts are no longer between valid and not.");
    }

    private static string Damaged(Random random)
    {
        var text = Corpus[random.Next(Corpus.Length)];
        for (var damages = random.Next(4); damages > 0; damages--)
        {
            var (at, other) = (random.Next(text.Length + 1), random.Next(text.Length + 1));
            var (from, to) = (Math.Min(at, other), Math.Max(at, other));
            text = random.Next(6) switch
            {
                0 => text[..at],
                1 => text[..from] + text[Math.Max(from, to - random.Next(to - from + 1))..],
                2 => text[..to] + text[from..to] + text[to..],
                3 => text + "\n" + Corpus[random.Next(Corpus.Length)],
                4 when at < text.Length => text[..at] + (char)random.Next(0x180) + text[(at + 1)..],
                _ => text[..at] + Splices[random.Next(Splices.Length)] + text[at..],
            };
        }

        return text;
    }
}
