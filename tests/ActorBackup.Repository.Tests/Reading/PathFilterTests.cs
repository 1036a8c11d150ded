using ActorBackup.Repository.Reading;

namespace ActorBackup.Repository.Tests.Reading;

public sealed class PathFilterTests
{
    [Theory]
    [InlineData("*.json", "/a/b.json", true)]
    [InlineData("*.json", "/b.json", true)]
    [InlineData("*.json", "/b.json5", false)]
    [InlineData("/*.json", "/a/b.json", false)]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a/b/c", true)]
    [InlineData("/a", "/b/a", false)]
    [InlineData("a/b", "/x/a/b/c", true)]
    [InlineData("a/b", "/x/a/c/b", false)]
    [InlineData("a/**/b", "/a/b", true)]
    [InlineData("a/**/b", "/a/x/y/b", true)]
    [InlineData("/a/**", "/a", false)]
    [InlineData("/a/**", "/a/x", true)]
    [InlineData("/a/*/c", "/a/b/c", true)]
    [InlineData("/a/*/c", "/a/b/b/c", false)]
    [InlineData("?.txt", "/ä.txt", true)]
    [InlineData("?.txt", "/ab.txt", false)]
    [InlineData("[a-c]x", "/bx", true)]
    [InlineData("[^a-c]x", "/bx", false)]
    [InlineData("[]]x", "/]x", true)]
    [InlineData("[ä-ü]", "/ö", true)]
    [InlineData("\\*", "/*", true)]
    [InlineData("\\*", "/a", false)]
    [InlineData("a*b*c", "/aXbYbZc", true)]
    [InlineData("a*b*c", "/aXbYbZ", false)]
    [InlineData("/", "/a", true)]
    [InlineData("**", "/a", true)]
    [InlineData("./a", "/x/a", true)]
    public void Picks_what_a_pattern_means(string pattern, string path, bool picked) => Assert.Equal(picked, Enter(PathFilter.Of([pattern]), path).IsIncluded);

    [Theory]
    [InlineData("/a/b/*.json", "/a", true)]
    [InlineData("/a/b/*.json", "/a/b", true)]
    [InlineData("/a/b/*.json", "/a/c", false)]
    [InlineData("*.json", "/a/c", true)]
    public void Says_where_nothing_more_can_match(string pattern, string path, bool mayGoOn) => Assert.Equal(mayGoOn, Enter(PathFilter.Of([pattern]), path).MayGoOn);

    [Fact]
    public void Picks_everything_without_patterns() => Assert.True(PathFilter.Of([]).Start.IsIncluded);

    [Theory]
    [InlineData("")]
    [InlineData("a[b")]
    [InlineData("[]")]
    public void Refuses_patterns_that_mean_nothing(string pattern) => Assert.Throws<FormatException>(() => PathFilter.Of([pattern]));

    private static PathMatch Enter(PathFilter filter, string path) => SnapshotPath.Parse(path).ToNames().Aggregate(filter.Start, (match, name) => match.Enter(name));
}
