using System.Text;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Trees;

public sealed class GoQuotingTests
{
    [Theory]
    [InlineData("plain name.txt", "plain name.txt")]
    [InlineData("ä ☃ 日本", "ä ☃ 日本")]
    [InlineData("it's/fine", "it's/fine")]
    [InlineData("a\"b", "a\\\"b")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("\a\b\f\n\r\t\v", "\\a\\b\\f\\n\\r\\t\\v")]
    [InlineData("\u0001\u001f\u007f", "\\x01\\x1f\\x7f")]
    [InlineData("\u0085", "\\u0085")]
    [InlineData("nbsp-\u00a0", "nbsp-\\u00a0")]
    [InlineData("\u3000\u2028\ufeff\u00ad\u200d", "\\u3000\\u2028\\ufeff\\u00ad\\u200d")]
    [InlineData("\ue000\uffff", "\\ue000\\uffff")]
    [InlineData("\U000e0001\U0010ffff", "\\U000e0001\\U0010ffff")]
    [InlineData("\ufffd", "\ufffd")]
    [InlineData("\U0001f468\u200d\U0001f469", "\U0001f468\\u200d\U0001f469")]
    public void Quotes_text_as_Go_does_and_reads_it_back(string name, string quoted)
    {
        var bytes = Encoding.UTF8.GetBytes(name);

        Assert.Equal(quoted, Encoding.UTF8.GetString(GoQuoting.Quote(bytes)));
        Assert.Equal(bytes, Unquoted(quoted));
    }

    [Theory]
    [InlineData("fffe", "\\xff\\xfe")]
    [InlineData("61c3", "a\\xc3")]
    [InlineData("eda080", "\\xed\\xa0\\x80")]
    [InlineData("c080", "\\xc0\\x80")]
    [InlineData("f4908080", "\\xf4\\x90\\x80\\x80")]
    [InlineData("e282", "\\xe2\\x82")]
    [InlineData("e28261", "\\xe2\\x82a")]
    public void Quotes_each_byte_that_is_not_UTF_8_by_itself(string hex, string quoted)
    {
        var bytes = Convert.FromHexString(hex);

        Assert.Equal(quoted, Encoding.UTF8.GetString(GoQuoting.Quote(bytes)));
        Assert.Equal(bytes, Unquoted(quoted));
    }

    [Fact]
    public void Reads_back_every_byte_and_every_character()
    {
        for (var b = 0; b < 256; b++) Assert.Equal([(byte)b], Unquoted(Encoding.UTF8.GetString(GoQuoting.Quote([(byte)b]))));
        for (var c = 0; c <= 0x10FFFF; c += 7)
        {
            if (!Rune.IsValid(c)) continue;
            var bytes = Encoding.UTF8.GetBytes(new Rune(c).ToString());
            Assert.True(GoQuoting.TryUnquote(GoQuoting.Quote(bytes), out var back));
            Assert.Equal(bytes, back);
        }
    }

    [Theory]
    [InlineData("\\101\\060\\377", "4130ff")]
    [InlineData("\\xAb\\u00E4\\U0001F600", "abc3a4f09f9880")]
    public void Reads_escapes_of_Go_that_nobody_writes(string quoted, string hex) => Assert.Equal(Convert.FromHexString(hex), Unquoted(quoted));

    [Theory]
    [InlineData("\\")]
    [InlineData("a\"b")]
    [InlineData("a\nb")]
    [InlineData("\\'")]
    [InlineData("\\q")]
    [InlineData("\\x4")]
    [InlineData("\\x+4")]
    [InlineData("\\x 4")]
    [InlineData("\\u12")]
    [InlineData("\\ud800")]
    [InlineData("\\U00110000")]
    [InlineData("\\400")]
    [InlineData("\\08")]
    [InlineData("\\1")]
    public void Refuses_what_is_no_string_of_Go(string quoted) => Assert.False(GoQuoting.TryUnquote(Encoding.UTF8.GetBytes(quoted), out _));

    private static byte[] Unquoted(string quoted)
    {
        Assert.True(GoQuoting.TryUnquote(Encoding.UTF8.GetBytes(quoted), out var name));
        return name;
    }
}
