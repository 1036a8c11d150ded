using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Tests.Sources;

public sealed class PathGlobTests
{
    [Theory]
    [InlineData("/d/*.json", "a.json", true)]
    [InlineData("/d/*.json", ".json", false)]
    [InlineData("/d/*.json", ".a.json", false)]
    [InlineData("/d/*.json", "a.json.tmp", false)]
    [InlineData("/d/*.json", "A.JSON", false)]
    [InlineData("/d/*.json", "sub/a.json", false)]
    [InlineData("/d/.*.json", ".a.json", true)]
    [InlineData("/d/*", "a", true)]
    [InlineData("/d/*", "", false)]
    [InlineData("/d/a*b*c", "abc", true)]
    [InlineData("/d/a*b*c", "aXbXbXc", true)]
    [InlineData("/d/a*b*c", "aXcXb", false)]
    [InlineData("/d/?.txt", "🗂.txt", true)]
    [InlineData("/d/?.txt", "ab.txt", false)]
    [InlineData("/d/[0-9a].txt", "7.txt", true)]
    [InlineData("/d/[0-9a].txt", "a.txt", true)]
    [InlineData("/d/[0-9a].txt", "b.txt", false)]
    [InlineData("/d/[!0-9].txt", "b.txt", true)]
    [InlineData("/d/[^0-9].txt", "5.txt", false)]
    [InlineData("/d/[]x]*", "]a", true)]
    [InlineData("/d/[a-]*", "-b", true)]
    [InlineData("/d/[а-я]*.json", "файл.json", true)]
    [InlineData("/d/**/a.json", "a.json", true)]
    [InlineData("/d/**/a.json", "x/y/a.json", true)]
    [InlineData("/d/**/a.json", "x/.hidden/a.json", false)]
    [InlineData("/d/**/a.json", "x/a.json/b", false)]
    [InlineData("/d/**", "x/y", true)]
    [InlineData("/d/**/x/**/*.json", "a/x/b/c/d.json", true)]
    [InlineData("/d/**/x/**/*.json", "a/y/b/c/d.json", false)]
    [InlineData("/d/*/a.json", "x/a.json", true)]
    [InlineData("/d/*/a.json", "a.json", false)]
    [InlineData("/d/*/a.json", "x/y/a.json", false)]
    public void Matches_as_a_shell_does(string pattern, string relativePath, bool expected)
    {
        var glob = PathGlob.Parse(pattern);

        Assert.Equal("/d", glob.FixedFolder);
        Assert.Equal(expected, glob.Matches(relativePath));
    }

    [Theory]
    [InlineData("/*.json", "/", false)]
    [InlineData("/a/b c/*", "/a/b c", false)]
    [InlineData("/a/*/c", "/a", true)]
    [InlineData("/a/x[[]1]/*", "/a/x[1]", false)]
    [InlineData("/**", "/", false)]
    public void The_fixed_folder_ends_before_the_first_wildcard(string pattern, string folder, bool hasFolders) =>
        Assert.Equal((folder, hasFolders, null), (PathGlob.Parse(pattern).FixedFolder, PathGlob.Parse(pattern).HasFolders, PathGlob.Parse(pattern).Literal));

    [Theory]
    [InlineData("/a/plain.json")]
    [InlineData("/a/we[i]rd*?.json")]
    [InlineData("/a/]-[!")]
    [InlineData("/a/{x},\\y ~")]
    public void An_escaped_path_means_itself(string path) => Assert.Equal(path, PathGlob.Parse(PathGlob.Escape(path)).Literal);

    [Theory]
    [InlineData("/d/**/x/*.json", "", true)]
    [InlineData("/d/**/x/*.json", "any/where", true)]
    [InlineData("/d/**/x/*.json", "any/.git", false)]
    [InlineData("/d/x*/*.json", "x1", true)]
    [InlineData("/d/x*/*.json", "y", false)]
    [InlineData("/d/x*/*.json", "x1/z", false)]
    public void A_walk_may_leave_out_folders_where_nothing_can_match(string pattern, string folder, bool may) =>
        Assert.Equal(may, PathGlob.Parse(pattern).MayLieIn(folder));

    [Theory]
    [InlineData("/d/*.json", "/d/a.*", true)]
    [InlineData("/d/*.json", "/d/*.csv", false)]
    [InlineData("/d/a*", "/d/b*", false)]
    [InlineData("/d/*a", "/d/b*", true)]
    [InlineData("/d/[a-f]x", "/d/[d-z]x", true)]
    [InlineData("/d/[a-f]x", "/d/[g-z]x", false)]
    [InlineData("/d/?", "/d/ab", false)]
    [InlineData("/d/**/a.json", "/d/x/y/*.json", true)]
    [InlineData("/d/**/a.json", "/e/a.json", false)]
    [InlineData("/d/**/x/a", "/d/y/**/a", true)]
    [InlineData("/**/a/b", "/**/b/a", false)]
    [InlineData("/d/a.json", "/d/a.json", true)]
    public void Two_globs_meet_where_one_path_matches_both(string one, string other, bool meet)
    {
        Assert.Equal(meet, PathGlob.Parse(one).Meets(PathGlob.Parse(other)));
        Assert.Equal(meet, PathGlob.Parse(other).Meets(PathGlob.Parse(one)));
    }

    [Fact]
    public void Many_stars_cost_no_more_than_few()
    {
        var glob = PathGlob.Parse("/" + string.Concat(Enumerable.Repeat("**/", 40)) + string.Concat(Enumerable.Repeat("*a", 40)) + "b");

        Assert.False(glob.Matches(string.Concat(Enumerable.Repeat("x/", 60)) + new string('a', 200)));
    }

    [Theory]
    [InlineData("/d/a**", "** stands alone")]
    [InlineData("/d/[a-z", "the '[' has no ']'")]
    [InlineData("/d/[]", "the '[' has no ']'")]
    public void A_glob_that_cannot_be_read_says_why(string pattern, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => PathGlob.Parse(pattern)).Message, StringComparison.Ordinal);
}
