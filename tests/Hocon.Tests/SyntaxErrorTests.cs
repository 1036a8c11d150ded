namespace Hocon.Tests;

public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("a = {\n b = 1\n", "main.conf:3: The object opened on line 1 is not closed. Add '}'.")]
    [InlineData("a = [1,\n2", "main.conf:2: The list opened on line 1 is not closed. Add ']'.")]
    [InlineData("a = 1 }", "main.conf:1: A '}' closes nothing. Remove it, or add the '{' it belongs to.")]
    [InlineData("{a = 1} x", "main.conf:1: Expected nothing after the brace that closes the text, found 'x'.")]
    [InlineData("[1]", "main.conf:1: The text is a list. Its root must be an object: keys with values.")]
    [InlineData("\na =", "main.conf:2: The key 'a' has no value: found the end of the text. Write null or \"\" for an empty one.")]
    [InlineData("a = , b = 1", "main.conf:1: The key 'a' has no value: found ','. Write null or \"\" for an empty one.")]
    [InlineData("a = [1,,2]", "main.conf:1: A list has an empty place: found ','. Write null or \"\" for an empty one.")]
    [InlineData("a", "main.conf:1: Expected '=', ':', '+=' or '{' after the key 'a', found the end of the text.")]
    [InlineData("a\nb = 1", "main.conf:2: Expected '=', ':', '+=' or '{' after the key 'a', found 'b'.")]
    [InlineData("a*b = 1", "main.conf:1: Expected '=', ':', '+=' or '{' after the key 'a', found '*'.")]
    [InlineData("a = 1,, b = 2", "main.conf:1: Expected a key, found ','.")]
    [InlineData("a..b = 1", "main.conf:1: A path has an empty key.")]
    [InlineData(".a = 1", "main.conf:1: A path has an empty key.")]
    [InlineData("a. = 1", "main.conf:1: A path has an empty key.")]
    [InlineData("a = http://x", "main.conf:1: A value without quotes cannot hold ':'. Put the value in quotes.")]
    [InlineData("a = *.json", "main.conf:1: A value without quotes cannot hold '*'. Put the value in quotes.")]
    [InlineData("a = x\0y", "main.conf:1: A value without quotes cannot hold the control character U+0000.")]
    [InlineData("a = $x", "main.conf:1: A value without quotes cannot hold '$'.")]
    [InlineData("a = \"x\ny\"", "main.conf:1: A string is not closed on its line.")]
    [InlineData("a = \"\"\"x\ny\"\"", "main.conf:1: A string in three quotes is not closed.")]
    [InlineData("a = \"C:\\data\"", "main.conf:1: A backslash before 'd' is no escape.")]
    [InlineData("a = \"\\u12x4\"", "main.conf:1: \\u needs four hex digits, such as \\u00e9.")]
    [InlineData("a = ${b", "main.conf:1: A substitution is not closed: expected '}' after '${b', found the end of the text.")]
    [InlineData("a = ${}", "main.conf:1: Expected a key, found '}'.")]
    [InlineData("a = 1 {b = 2}", "main.conf:1: A text and an object cannot be joined to one value. Separate them with a comma or a new line.")]
    [InlineData("a = [1] x", "main.conf:1: A list and a text cannot be joined to one value.")]
    [InlineData("a = [}]", "main.conf:1: A list has an empty place: found '}'.")]
    [InlineData("a = 1\na += 2", "main.conf:2: '+=' adds to a list, but the value before it, at main.conf:1, is a text.")]
    [InlineData("include url(\"x\")", "main.conf:1: An include needs a file in quotes, found 'u'")]
    [InlineData("include file(\"x\"", "main.conf:1: Expected ')' after the included file, found the end of the text.")]
    [InlineData("include \"\"", "main.conf:1: The name of an included file is empty or not a file name.")]
    [InlineData("a = [{include \"x\"}]", "main.conf:1: An include cannot stand inside a list.")]
    public void Says_what_is_wrong_where_and_what_to_do(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<HoconException>(() => Some.Parsed(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a = ", "[", "]")]
    [InlineData("", "a {", "}")]
    [InlineData("", "a.", "b = 1")]
    [InlineData("", "{", "}")]
    public void Refuses_a_depth_no_stack_could_hold(string start, string open, string close)
    {
        var text = start + string.Concat(Enumerable.Repeat(open, 100_000)) + close;

        Assert.Throws<HoconException>(() => Some.Parsed(text));
    }

    [Fact]
    public void Reads_two_hundred_levels_but_not_one_more()
    {
        Assert.NotNull(Some.Parsed(Nested(199)));
        Assert.Throws<HoconException>(() => Some.Parsed(Nested(200)));

        static string Nested(int levels) => "a = " + new string('[', levels) + new string(']', levels);
    }
}
