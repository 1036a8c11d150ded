using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Tests.Sources;

public sealed class SourceIdTests
{
    [Theory]
    [InlineData("linking-map", true)]
    [InlineData("a", true)]
    [InlineData("-_0", true)]
    [InlineData("docs:2026/november.json", true)]
    [InlineData("docs:a:b", true)]                  // the path may hold colons
    [InlineData("docs:", false)]
    [InlineData("Docs", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Reads_names_and_matches_of_globs(string? text, bool isId)
    {
        Assert.Equal(isId, SourceId.TryParse(text, out var id));
        Assert.Equal(isId ? text : null, id?.Value);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_name_has_at_most_64_characters(int length, bool isId) => Assert.Equal(isId, SourceId.TryParse(new string('a', length), out _));

    [Fact]
    public void The_key_of_a_match_is_safe_in_names_of_files_and_actors()
    {
        var id = SourceId.Parse("docs").Match("Linking map/ü 🙂.json");

        Assert.Matches(@"\Adocs\.[0-9a-f]{16}\z", id.Key);
        Assert.Equal("docs:Linking map/ü 🙂.json", id.Value);
        Assert.NotEqual(id.Key, SourceId.Parse("docs").Match("other.json").Key);
        Assert.Equal("docs", SourceId.Parse("docs").Key);
    }
}
