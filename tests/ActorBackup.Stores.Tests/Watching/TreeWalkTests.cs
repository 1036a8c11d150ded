using ActorBackup.Core.Trees;
using ActorBackup.Stores.Watching;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Watching;

public sealed class TreeWalkTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public TreeWalkTests()
    {
        foreach (var file in new[] { "a.txt", "src/b.py", "src/__pycache__/b.pyc", "src/deep/c.txt", "cache/CACHEDIR.TAG", "cache/x/y", "data/journal.db", "build/out.o", "build/keep/z" })
            Put(file, "x");
        Put("cache/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55");
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Every_folder_is_found_parents_first()
    {
        var found = Folders(TreeRules.None);

        Assert.Equal(["", "build", "build/keep", "cache", "cache/x", "data", "src", "src/__pycache__", "src/deep"], found.Order(StringComparer.Ordinal));
        Assert.True(found.IndexOf("src") < found.IndexOf("src/deep"));
    }

    [Fact]
    public void What_is_excluded_is_not_entered()
    {
        Put(".gitignore", "/build/\n");

        var found = Folders(new TreeRules(["__pycache__/"], [".gitignore"], ExcludeCaches: true, null, [_scratch["data"]]));

        Assert.Equal(["", "cache", "src", "src/deep"], found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_what_is_below_is_found()
    {
        Assert.Equal(["src", "src/deep"], Folders(new TreeRules(["__pycache__/"], [], false, null, []), "src").Order(StringComparer.Ordinal));
        Assert.Empty(Folders(new TreeRules(["src/"], [], false, null, []), "src/deep"));
        Assert.Empty(Folders(TreeRules.None, "a.txt"));
    }

    [Fact]
    public void Nothing_is_entered_against_the_callers_will()
    {
        var entered = new List<string>();
        Walk(TreeRules.None).Folders(_scratch.Path, folder =>
        {
            entered.Add(folder);
            return false;
        }, CancellationToken.None);

        Assert.Equal([_scratch.Path], entered);
    }

    [Theory]
    [InlineData("run.log", false, true)]
    [InlineData("src/run.log", false, true)]
    [InlineData("src/run.txt", false, false)]
    [InlineData("build", true, true)]
    [InlineData("build", false, false)]
    [InlineData("data", true, true)]
    [InlineData("src/build", true, false)]
    public void An_entry_is_told_by_its_name(string path, bool isFolder, bool excluded)
    {
        var walk = Walk(new TreeRules(["*.log", "/build/"], [], false, null, [_scratch["data"]]));

        Assert.Equal(excluded, walk.IsExcluded(_scratch[path], isFolder));
    }

    [Fact]
    public void Files_that_exclude_are_heeded_once_their_folder_was_looked_at()
    {
        Put("src/.gitignore", "*.tmp\n!keep.tmp\n");
        var walk = Walk(new TreeRules([], [".gitignore"], false, null, []));

        walk.Folders(_scratch.Path, _ => true, CancellationToken.None);

        Assert.True(walk.IsExcluded(_scratch["src/a.tmp"], isFolder: false));
        Assert.False(walk.IsExcluded(_scratch["src/keep.tmp"], isFolder: false));
        Assert.False(walk.IsExcluded(_scratch["a.tmp"], isFolder: false));
        Assert.True(walk.DecidesExclusion(".gitignore"));
    }

    [Fact]
    public void Any_change_but_of_what_is_excluded_gives_another_fingerprint()
    {
        var walk = Walk(new TreeRules(["*.log"], [], false, null, []));
        var before = walk.Fingerprint(CancellationToken.None);

        Put("run.log", "1");
        // The folder itself has changed, but only in its list.
        Assert.Equal(before, walk.Fingerprint(CancellationToken.None));

        Put("src/deep/c.txt", "longer");
        Assert.NotEqual(before, walk.Fingerprint(CancellationToken.None));
        Assert.Null(new TreeWalk(_scratch["nowhere"], TreeRules.None).Fingerprint(CancellationToken.None));
    }

    private TreeWalk Walk(TreeRules rules) => new(_scratch.Path, rules);

    private List<string> Folders(TreeRules rules, string from = "")
    {
        var found = new List<string>();
        Walk(rules).Folders(Path.TrimEndingDirectorySeparator(_scratch[from]), folder =>
        {
            found.Add(Path.GetRelativePath(_scratch.Path, folder) is var relative && relative == "." ? "" : relative);
            return true;
        }, CancellationToken.None);
        return found;
    }

    private void Put(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_scratch[file])!);
        File.WriteAllText(_scratch[file], content);
    }
}
