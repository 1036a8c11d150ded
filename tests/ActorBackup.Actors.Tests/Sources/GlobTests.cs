using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Tests.Fakes;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Sources;

public sealed class GlobTests : NodeTestKit
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorbackup-glob-");

    public GlobTests(ITestOutputHelper output) : base(output)
    {
    }

    [Fact]
    public void Runs_a_source_for_every_match()
    {
        Touch("a.json");
        Touch("b.json");
        Touch("c.txt");

        Start(sources: Glob("*.json"));

        Assert.Equal(["maps:a.json", "maps:b.json"], Names());
    }

    [Fact]
    public void Finds_a_match_that_comes_later()
    {
        Start(sources: Glob("*.json"));
        Assert.Empty(Names());

        Touch("a.json");

        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(["maps:a.json"], Names());
        });
    }

    [Fact]
    public void Keeps_a_match_that_vanished()
    {
        Touch("a.json");
        Start(sources: Glob("*.json"));
        Kill();
        File.Delete(Path.Join(_folder.FullName, "a.json"));

        Start(startId: "start-2", sources: Glob("*.json"));

        Assert.Equal(["maps:a.json"], Names());
    }

    [Fact]
    public void Leaves_out_the_folders_of_stores()
    {
        Touch("a.json");
        Touch("backups/copy.json");
        Directory.CreateDirectory(Path.Join(_folder.FullName, "backups/.actorbackup"));

        Start(sources: Glob("**/*.json"));

        Assert.Equal(["maps:a.json"], Names());
    }

    [Fact]
    public void Names_a_match_where_the_glob_itself_is_asked_for_something()
    {
        Touch("a.json");
        Start(sources: Glob("*.json"));

        var refused = Ask<SourceProtocol.Refused>(new SourceProtocol.GetSnapshots(SourceId.Parse("maps"), false));

        Assert.Contains("'maps:a.json'", refused.Why.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_only_the_matches_of_the_glob_that_is_named()
    {
        Touch("a.json");
        Start(sources: [Glob("*.json"), Some.Settings()]);

        var status = Ask<NodeProtocol.NodeStatus>(new NodeProtocol.GetStatus("maps"));

        Assert.Equal("maps:a.json", Assert.Single(status.Sources).Source.Value);
    }

    [Fact]
    public void Finds_matches_without_writing_where_it_may_only_read()
    {
        Touch("a.json");

        Start(NodeMode.ReadOnly, sources: Glob("*.json"));

        Assert.Equal(["maps:a.json"], Names());
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _folder.Delete(recursive: true);
    }

    private SourceSettings Glob(string pattern) => Some.Settings() with { Id = SourceId.Parse("maps"), Path = Path.Join(_folder.FullName, pattern), IsGlob = true };

    private void Touch(string relative)
    {
        var path = Path.Join(_folder.FullName, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "[]");
        World.Files.Write(path, "[]");
    }

    private IEnumerable<string> Names() => Ask<NodeProtocol.SourceList>(new NodeProtocol.GetSources(null)).Sources.Select(s => s.Value);
}
