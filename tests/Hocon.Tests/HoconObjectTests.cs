namespace Hocon.Tests;

public sealed class HoconObjectTests
{
    [Theory]
    [InlineData("a", "{b: {c: '1', \"d.e\": '2'}, l: ['3']}")]
    [InlineData("a.b.c", "'1'")]
    [InlineData("a.b.\"d.e\"", "'2'")]
    [InlineData("\"a\".b . c", "'1'")]
    [InlineData(" a . l ", "['3']")]
    [InlineData("a.l", "['3']")]
    [InlineData("a.l.x", "(nothing)")]
    [InlineData("a.b.c.d", "(nothing)")]
    [InlineData("x", "(nothing)")]
    [InlineData("x.y.z", "(nothing)")]
    public void Finds_by_path(string path, string expected) =>
        Assert.Equal(expected, Some.Line(Some.Parsed("a { b { c = 1, \"d.e\" = 2 }, l = [3] }").Find(path)));

    [Theory]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("\"a")]
    [InlineData("\"a\" = b")]
    public void Refuses_what_is_no_path(string path) => Assert.Throws<FormatException>(() => Some.Parsed("a.b = 1").Find(path));

    [Fact]
    public void Reads_back_the_paths_it_joins()
    {
        string[] keys = ["plain", "with.dot", "with \"quotes\"", "", " blank ", "include", "tab\t\u0001", "é"];

        Assert.Equal(keys, HoconPath.Parse(HoconPath.Join(keys)));
    }

    [Theory]
    [InlineData("a = 1", "a = 2, b = 3", "{a: '1', b: '3'}")]
    [InlineData("a { x = 1 }", "a { x = 2, y = 3 }", "{a: {x: '1', y: '3'}}")]
    [InlineData("a = null", "a { x = 2 }", "{a: null}")]
    [InlineData("a = [1]", "a = [2]", "{a: ['1']}")]
    [InlineData("", "a = 1", "{a: '1'}")]
    [InlineData("a = 1", "", "{a: '1'}")]
    public void Takes_from_a_fallback_what_it_lacks(string text, string fallback, string expected) =>
        Assert.Equal(expected, Some.Line(Some.Parsed(text).WithFallback(Some.Parsed(fallback))));

    [Fact]
    public void Leaves_both_as_they_were_when_it_takes_a_fallback()
    {
        var (own, fallback) = (Some.Parsed("a { x = 1 }"), Some.Parsed("a { y = 2 }"));

        own.WithFallback(fallback);

        Assert.Equal(("{a: {x: '1'}}", "{a: {y: '2'}}"), (Some.Line(own), Some.Line(fallback)));
    }

    [Fact]
    public void Keeps_the_origins_of_both()
    {
        var merged = Some.Parsed("a = 1").WithFallback(HoconParser.Parse("\nb = 2", Some.Options() with { File = "other.conf" }));

        Assert.Equal(("main.conf:1", "other.conf:2"), (merged.Find("a")!.Origin.ToString(), merged.Find("b")!.Origin.ToString()));
    }

    [Fact]
    public void Is_equal_by_content_wherever_it_stands()
    {
        Assert.Equal(Some.Parsed("a = 1, b = [{c = x}]"), Some.Parsed("b = [\n{c = \"x\"}\n]\na = 1"));
        Assert.Equal(Some.Parsed("a = 1, b = 2").GetHashCode(), Some.Parsed("b = 2, a = 1").GetHashCode());
        Assert.NotEqual(Some.Parsed("a = null"), Some.Parsed("a = \"null\""));
    }
}
