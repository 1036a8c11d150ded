namespace Hocon.Tests;

public sealed class RenderTests
{
    [Fact]
    public void Writes_one_field_a_line_and_quotes_what_could_be_misread()
    {
        var config = Some.Parsed("a.b = on, l = [1, two words], e {}, o = [{x = 1}, []], \"k.k\" = null, n = \"null\", s = \"12\"");

        Assert.Equal(
            """
            a {
              b = on
            }
            l = [1, "two words"]
            e {}
            o = [
              {
                x = 1
              },
              []
            ]
            "k.k" = null
            n = "null"
            s = "12"

            """.ReplaceLineEndings("\n"),
            config.Render());
    }

    [Theory]
    [InlineData("a = \"\", b = \" x \", c = \"\\\\ \\\" \\n \\r \\t \\b \\u0000 \\u007f \\ufeff é\"")]
    [InlineData("a = \"${x}\", b = \"//\", c = \"#\", d = \"a = 1\", e = \"[\"")]
    [InlineData("\"\" = 1, \" \" = 2, \"a.b\" = 3, \"\\\"\" = 4, include { \"x\" = 1 }, \"${a}\" = 5")]
    [InlineData("a = null, b = \"null\", c = [null, \"null\"], d = ${WORD_NULL}")]
    [InlineData("a = [[], [[1]], {}, {b = [{}]}]")]
    [InlineData("a = \"\"\"line\nline\"\"\"")]
    public void Reads_back_what_it_writes(string text)
    {
        var config = Some.Parsed(text);

        Assert.Equal(config, Some.Parsed(config.Render()));
    }
}
