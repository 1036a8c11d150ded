namespace Hocon.Tests;

public sealed class IncludeTests
{
    [Theory]
    [InlineData("include \"x.conf\"", "a = 1", "{a: '1'}")]
    [InlineData("include\"x.conf\"", "a = 1", "{a: '1'}")]
    [InlineData("include file(\"x.conf\")", "a = 1", "{a: '1'}")]
    [InlineData("include required(\"x.conf\")", "a = 1", "{a: '1'}")]
    [InlineData("include required( file( \"x.conf\" ) )", "a = 1", "{a: '1'}")]
    [InlineData("include \"x.conf\", a = 2", "{ a = 1, b = 3 }", "{a: '2', b: '3'}")]
    [InlineData("a = 2\ninclude \"x.conf\"\nc = 4", "a = 1", "{a: '1', c: '4'}")]
    [InlineData("p { include \"x.conf\" }", "a = 1", "{p: {a: '1'}}")]
    [InlineData("p { a { y = 1 }, include \"x.conf\" }", "a { z = 2 }", "{p: {a: {y: '1', z: '2'}}}")]
    [InlineData("l = [1], include \"x.conf\"", "l += 2", "{l: ['1', '2']}")]
    [InlineData("include \"other.conf\", a = 1", "", "{a: '1'}")]
    public void Reads_a_file_as_if_it_stood_there(string text, string file, string expected) =>
        Assert.Equal(expected, Some.Line(Some.Parsed(text, ("x.conf", file))));

    [Theory]
    [InlineData("p { include \"x.conf\" }", "a = 1, b = ${a}", "{p: {a: '1', b: '1'}}")]
    [InlineData("r = 5, p { include \"x.conf\" }", "b = ${r}", "{r: '5', p: {b: '5'}}")]
    [InlineData("r = 5, p { include \"x.conf\" }", "r = 6, b = ${r}", "{r: '5', p: {r: '6', b: '6'}}")]
    [InlineData("p { include \"x.conf\" }, p.a = 2", "a = 1, b = ${a}", "{p: {a: '2', b: '2'}}")]
    [InlineData("p { path = a, include \"x.conf\" }", "path = ${path}b", "{p: {path: 'ab'}}")]
    [InlineData("p.q { include \"x.conf\" }", "h = ${HOME}", "{p: {q: {h: '/home/me'}}}")]
    public void Finds_the_paths_of_an_included_file_below_its_include_first(string text, string file, string expected) =>
        Assert.Equal(expected, Some.Line(Some.Parsed(text, ("x.conf", file))));

    [Fact]
    public void Finds_the_paths_of_a_file_two_includes_deep()
    {
        var config = Some.Parsed("p { include \"x.conf\" }", ("x.conf", "m = 1, q { include \"y.conf\" }"), ("y.conf", "n = 2, a = ${n}${m}"));

        Assert.Equal("{p: {m: '1', q: {n: '2', a: '21'}}}", Some.Line(config));
    }

    [Fact]
    public void Starts_at_the_folder_of_the_including_file()
    {
        var config = Some.Parsed("include \"sub/x.conf\"", ("sub/x.conf", "include \"y.conf\""), ("sub/y.conf", "\na = 1"));

        Assert.Equal("sub/y.conf:2", config.Find("a")!.Origin.ToString());
    }

    [Fact]
    public void Reads_the_same_file_twice_but_not_in_a_circle()
    {
        Assert.Equal("{p: {a: '1'}, q: {a: '1'}}", Some.Line(Some.Parsed("p { include \"x.conf\" }, q { include \"x.conf\" }", ("x.conf", "a = 1"))));

        var failure = Assert.Throws<HoconException>(() => Some.Parsed("include \"x.conf\"", ("x.conf", "\ninclude \"./main.conf\"")));

        Assert.StartsWith("x.conf:2: Files include each other in a circle: main.conf -> x.conf -> ./main.conf.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_files_that_double_at_every_level()
    {
        var files = Enumerable.Range(0, 30).Select(i => ($"{i}.conf", $"include \"{i + 1}.conf\", include \"{i + 1}.conf\"")).ToArray();

        Assert.Contains("More than 1000 files", Assert.Throws<HoconException>(() => Some.Parsed("include \"0.conf\"", files)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_required_file_is_missing() => Assert.Equal(
        "main.conf:2: The required file 'no.conf' is not there. Its path starts at the folder of 'main.conf'.",
        Assert.Throws<HoconException>(() => Some.Parsed("\ninclude required(\"no.conf\")")).Message);

    [Fact]
    public void Says_where_an_included_file_is_wrong() =>
        Assert.StartsWith("x.conf:3:", Assert.Throws<HoconException>(() => Some.Parsed("include \"x.conf\"", ("x.conf", "\n\na = ,"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Says_which_file_cannot_be_read()
    {
        var options = Some.Options() with { ReadInclude = _ => throw new IOException("the disk is on fire") };

        var failure = Assert.Throws<HoconException>(() => HoconParser.Parse("include \"x.conf\"", options));

        Assert.Equal("main.conf:1: The included file 'x.conf' cannot be read: the disk is on fire", failure.Message);
    }

    [Fact]
    public void Reads_real_files()
    {
        var folder = Directory.CreateTempSubdirectory("hocon-").FullName;
        File.WriteAllText(Path.Combine(folder, "main.conf"), "include \"x.conf\"\ninclude \"none.conf\"");
        File.WriteAllText(Path.Combine(folder, "x.conf"), "a = 1");

        var config = HoconParser.ParseFile(Path.Combine(folder, "main.conf"));

        Assert.Equal($"{Path.Combine(folder, "x.conf")}:1", config.Find("a")!.Origin.ToString());
        Assert.Throws<HoconException>(() => HoconParser.ParseFile(Path.Combine(folder, "none.conf")));
        Directory.Delete(folder, recursive: true);
    }
}
