using ActorBackup.Repository.Tagging;

namespace ActorBackup.Repository.Tests.Tagging;

public sealed class TagChangeTests
{
    [Theory]
    [InlineData("a b", null, "c a", "", "a b c")]
    [InlineData("a b", null, "", "a", "b")]
    [InlineData("a b c", null, "", "a", "c b")]
    [InlineData("a b", "x y x", "", "", "x y")]
    [InlineData("a b", "", "", "", "")]
    [InlineData("a b", "x", "z", "x", "z")]
    [InlineData("a", null, "", "q", "a")]
    public void Sets_adds_and_removes_as_restic_does(string tags, string? set, string add, string remove, string result)
    {
        var change = new TagChange { Set = set is null ? null : [.. Words(set)], Add = [.. Words(add)], Remove = [.. Words(remove)] };

        Assert.Equal(Words(result), change.Apply([.. Words(tags)]));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
