namespace ActorBackup.Core.Tests.Settings;

/// <summary>Sources whose copies could have one name in one folder (rules 7).</summary>
public sealed class SharedPlacesTests
{
    public static TheoryData<string, string, string, string> Clashes => new()
    {
        { "copies { folder = \"/mnt/b\" }", "a { path = \"x/s.json\" }, b { path = \"y/s.json\" }", "b.path", "as those of the source 'a': put {source} into actorbackup.stores.copies.name" },
        { "copies { folder = backups, name = \"backup_{id}{ext}\" }", "a { path = \"s.json\" }, b { path = \"t.json\" }", "b.path", "as those of the source 'a'" },
        { "copies { folder = backups, name = \"{stem}_{id}\" }", "a { path = \"s.json\" }, b { path = \"s.csv\" }", "b.path", "as those of the source 'a'" },
        { "copies {}", "a { path = \"s.json\" }, b { path = \"./s.json\" }", "b.path", "is the path of the source 'a' too" },
        { "copies {}", "a { path = \"*.json\" }, b { path = \"s.json\" }", "b.path", "as those of the source 'a'" },
        { "copies {}", "b { path = \"s.json\" }, a { path = \"**/*.json\" }", "a.path", "as those of the source 'b'" },
        { "copies {}", "a { path = \"s*.json\" }, b { path = \"*t.json\" }", "b.path", "as those of the source 'a'" },
        { "copies { folder = \"/mnt/b\" }", "a { path = \"x/*.json\" }, b { path = \"y/s.json\" }", "b.path", "as those of the source 'a'" },
        { "copies { folder = \"/mnt/b\" }", "a { path = \"**/*.json\" }", "a.path", "files of the same name in different folders" },
        { "copies { name = \"{id}{ext}\" }", "a { path = \"*.json\" }", "a.path", "all of its files would have the same copies" },
        { "copies { folder = \".\" }", "a { path = \"*.json\" }", "a.path", "a folder of the store 'copies', where copies are no sources" },
        { "copies { folder = \"/home/me\", name = \"{source}_{id}\" }", "a { path = \"*.json\" }", "a.path", "where copies are no sources" },
        { "one { folder = \".\" }, two { folder = \"/mnt/2\" }", "a { path = \"a.csv\", stores = one }, b { path = \"*.json\", stores = two }", "b.path", "a folder of the store 'one'" },
        { "copies {}", "a { path = \"data/manifests.db\" }", "a.path", "lies in the node's data folder /home/me/jobs/data" },
        { "copies {}", "a { path = \"data/logs/*.log\" }", "a.path", "lies in the node's data folder" },
        { "one { folder = backups }, two { folder = \"/home/me/jobs/backups\" }", "a { path = a.json }", "a.stores", "'one' and 'two' both come to the folder /home/me/jobs/backups" },
    };

    [Theory]
    [MemberData(nameof(Clashes))]
    public void Sources_that_share_a_folder_must_differ_in_their_names(string stores, string sources, string key, string message)
    {
        var problem = Assert.Single(SomeSettings.Result($"actorbackup {{\nstores {{ {stores} }}\nsources {{ {sources} }} }}").Problems);

        Assert.Equal(($"actorbackup.sources.{key}", 3), (problem.Key, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copies { folder = backups }", "a { path = \"x/s.json\" }, b { path = \"y/s.json\" }")]
    [InlineData("copies { folder = backups }", "a { path = \"s.json\" }, b { path = \"s.csv\" }")]
    [InlineData("copies { folder = \"/mnt/b\", name = \"{source}_{id}{ext}\" }", "a { path = \"x/s.json\" }, b { path = \"y/s.json\" }, c { path = \"z/**/*.json\" }")]
    [InlineData("copies {}", "a { path = \"a*.json\" }, b { path = \"b*.json\" }, c { path = \"a.csv\" }")]
    [InlineData("copies {}", "a { path = \"x/*.json\" }, b { path = \"y/*.json\" }")]
    [InlineData("copies { folder = \".\", name = \"{name}.bak.{time:yyyyMMdd_HHmmss}{.label}\" }", "a { path = \"a.py\" }, b { path = \"b.py\" }")]
    [InlineData("one { folder = \"/mnt/1\" }, two { folder = \"/mnt/2\" }", "a { path = \"x/s.json\", stores = one }, b { path = \"y/s.json\", stores = two }")]
    public void Sources_that_differ_may_share_a_folder(string stores, string sources) =>
        SomeSettings.Read($"actorbackup {{ stores {{ {stores} }}, sources {{ {sources} }} }}");
}
