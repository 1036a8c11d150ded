namespace Hocon.Tests;

public sealed class SyntaxTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("# nothing\n// but comments", "{}")]
    [InlineData("\ufeffa = 1\r\nb = 2\r\n", "{a: '1', b: '2'}")]
    [InlineData("{ \"a\" : 1, \"b\" : [true, null, \"x\"] }", "{a: '1', b: ['true', null, 'x']}")]
    [InlineData("{\"a\"\n:\n1}", "{a: '1'}")]
    [InlineData("a = 1, b : 2\nc 3", null)]
    [InlineData("a { b { c = 1 } }", "{a: {b: {c: '1'}}}")]
    [InlineData("a.b.c = 1", "{a: {b: {c: '1'}}}")]
    [InlineData("a.\"b.c\" = 1", "{a: {\"b.c\": '1'}}")]
    [InlineData("a b = 1", "{\"a b\": '1'}")]
    [InlineData("a = [1, 2,]", "{a: ['1', '2']}")]
    [InlineData("a = [\n1\n2 # two\n]", "{a: ['1', '2']}")]
    [InlineData("a = {b = 1,}", "{a: {b: '1'}}")]
    [InlineData("a = two words # and a comment", "{a: 'two words'}")]
    [InlineData("a = \"x\" y // and a comment", "{a: 'x y'}")]
    [InlineData("a = x/y", "{a: 'x/y'}")]
    [InlineData("a = 10%", "{a: '10%'}")]
    [InlineData("a = 1.5e+3", "{a: '1.5e+3'}")]
    [InlineData("a = \"\"", "{a: ''}")]
    [InlineData("a = \"null\"", "{a: 'null'}")]
    [InlineData("a = null and void", "{a: 'null and void'}")]
    [InlineData("a = \"\"\"x\\y\n\"z\"\"\"\"", "{a: 'x\\y\n\"z\"'}")]
    [InlineData("a = \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", "{a: '\"\\/\b\f\n\r\té'}")]
    [InlineData("include = 1, include.b = 2", "{\"include\": {b: '2'}}")]
    public void Reads_what_is_valid(string text, string? expected)
    {
        if (expected is null) Assert.Throws<HoconException>(() => Some.Parsed(text));
        else Assert.Equal(expected, Some.Line(Some.Parsed(text)));
    }

    [Theory]
    [InlineData("a = 1\na = 2", "{a: '2'}")]
    [InlineData("a { x = 1 }\na { y = 2 }", "{a: {x: '1', y: '2'}}")]
    [InlineData("a { x = 1 }\na.x = 2", "{a: {x: '2'}}")]
    [InlineData("a { x = 1 }\na = null\na { y = 2 }", "{a: {y: '2'}}")]
    [InlineData("a { x = 1 }\na = 5", "{a: '5'}")]
    [InlineData("a = [1]\na = [2]", "{a: ['2']}")]
    [InlineData("a = [1]\na += 2\na += {b = 3}", "{a: ['1', '2', {b: '3'}]}")]
    [InlineData("a += 1", "{a: ['1']}")]
    [InlineData("a.b += 1, a { b += 2 }", "{a: {b: ['1', '2']}}")]
    [InlineData("a = [1] [2, 3]", "{a: ['1', '2', '3']}")]
    [InlineData("a = {x = 1} {x = 2, y = 3}", "{a: {x: '2', y: '3'}}")]
    [InlineData("b = 1, a = 2, b = 3", "{b: '3', a: '2'}")]
    public void Merges_what_is_written_twice(string text, string expected) => Assert.Equal(expected, Some.Line(Some.Parsed(text)));

    [Fact]
    public void Gives_every_value_the_line_it_stands_on()
    {
        var config = Some.Parsed("a = 1\nb {\n  c = [\n    2\n  ]\n}\nd =\n  \"\"\"x\ny\"\"\"\ne = 1");

        Assert.Equal(new HoconOrigin("main.conf", 1), config.Find("a")!.Origin);
        Assert.Equal(2, config.Find("b")!.Origin.Line);
        Assert.Equal(3, config.Find("b.c")!.Origin.Line);
        Assert.Equal(4, ((HoconArray)config.Find("b.c")!).Items[0].Origin.Line);
        Assert.Equal(8, config.Find("d")!.Origin.Line);
        Assert.Equal("main.conf:10", config.Find("e")!.Origin.ToString());
    }

    [Fact]
    public void Tells_null_from_the_word()
    {
        var config = Some.Parsed("a = null, b = \"null\"");

        Assert.True(((HoconScalar)config.Find("a")!).IsNull);
        Assert.False(((HoconScalar)config.Find("b")!).IsNull);
    }
}
