using System.Text;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Trees;

public sealed class GoPrintableTests
{
    /// <summary>149,014 graphic characters in Unicode 15.0, of which 17 are spaces, and one of these is printable.</summary>
    private const int PrintableInUnicode15 = 149_014 - 17 + 1;

    [Fact]
    public void Calls_as_many_characters_printable_as_Unicode_15_has()
    {
        var count = 0;
        for (var c = 0; c <= 0x10FFFF; c++)
            if (Rune.IsValid(c) && GoPrintable.Contains(new Rune(c))) count++;

        Assert.Equal(PrintableInUnicode15, count);
    }

    [Theory]
    [InlineData(0x0897)]
    [InlineData(0x1C89)]
    [InlineData(0x2FFC)]
    [InlineData(0x2EBF0)]
    [InlineData(0x2EE5D)]
    [InlineData(0x1FBEF)]
    public void Knows_nothing_that_was_added_after_Unicode_15(int newer) => Assert.False(GoPrintable.Contains(new Rune(newer)));

    [Theory]
    [InlineData(0x0896 + 2)]
    [InlineData(0x1FAE8)]
    [InlineData(0x31350)]
    [InlineData(0xFFFD)]
    public void Knows_the_neighbours_of_what_was_added_since(int known) => Assert.True(GoPrintable.Contains(new Rune(known)));
}
