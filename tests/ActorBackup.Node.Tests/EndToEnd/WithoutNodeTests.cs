using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;

namespace ActorBackup.Node.Tests.EndToEnd;

/// <summary>Commands on real files and a real journal, with no node running.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class WithoutNodeTests
{
    [Fact]
    public async Task Backs_up_lists_and_restores()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");

        var backup = await place.Run("backup");
        Assert.Equal((ExitCode.Ok, ""), (backup.Code, backup.Error));
        Assert.Contains("1 snapshot, 1 healthy", (await place.Run("snapshots")).Out, StringComparison.Ordinal);

        place.Save("map.json", "ruined");
        Assert.Equal(ExitCode.Ok, (await place.Run("restore", "--yes")).Code);
        Assert.Equal("""{"a":1}""", await File.ReadAllTextAsync(place.PathOf("map.json")));
    }

    [Fact]
    public async Task Restores_from_the_stores_alone_when_the_data_folder_is_gone()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");
        await place.Run("backup");
        Directory.Delete(place.PathOf("data"), recursive: true);
        File.Delete(place.PathOf("map.json"));

        Assert.Equal("""{"a":1}""", (await place.Run("restore", "map", "--stdout")).Text);
        Assert.False(Directory.Exists(place.PathOf("data")));

        Assert.Equal(ExitCode.Ok, (await place.Run("restore", "map", "--yes")).Code);
        Assert.Equal("""{"a":1}""", await File.ReadAllTextAsync(place.PathOf("map.json")));
    }

    [Fact]
    public async Task Forgets_and_brings_back()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");
        await place.Run("backup");

        Assert.Equal(ExitCode.Failed, (await place.Run("forget", "map", "latest")).Code);
        Assert.Equal(ExitCode.Ok, (await place.Run("forget", "map", "latest", "--force")).Code);
        Assert.Equal(ExitCode.NotFound, (await place.Run("restore", "map", "--yes")).Code);

        var id = (await place.Run("snapshots", "map", "--all", "--json")).Out.Split("\"id\":\"")[1].Split('"')[0];
        Assert.Equal(ExitCode.Ok, (await place.Run("undo", "map", id)).Code);
        Assert.Equal(ExitCode.Ok, (await place.Run("restore", "map", "--yes")).Code);
    }

    [Fact]
    public async Task Exits_with_1_for_one_unreadable_source_and_3_for_one_of_several()
    {
        await using var place = new Workplace("map { path = \"map.json\" }\n folder { path = \"folder.json\" }");
        place.Save("map.json", """{"a":1}""");
        Directory.CreateDirectory(place.PathOf("folder.json"));

        Assert.Equal(ExitCode.Failed, (await place.Run("backup", "folder")).Code);
        Assert.Equal(ExitCode.Incomplete, (await place.Run("backup", "--all")).Code);
    }

    [Fact]
    public async Task Exits_with_11_when_the_store_is_away_and_writes_nothing_there()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");
        await place.Run("backup");
        Directory.Move(place.PathOf("backups"), place.PathOf("elsewhere"));

        place.Save("map.json", """{"a":2}""");
        Assert.Equal(ExitCode.Away, (await place.Run("backup")).Code);
        Assert.False(Directory.Exists(place.PathOf("backups")));
    }

    [Theory]
    [InlineData("signal", "map")]
    [InlineData("restart", "map")]
    [InlineData("logs", "-f")]
    public async Task Says_which_commands_need_a_node(params string[] arguments)
    {
        await using var place = new Workplace();

        var run = await place.Run(arguments);

        Assert.Equal((ExitCode.Away, $"actorbackup: no node answers at {place.PathOf("data/node.sock")}: start `actorbackup node`\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task Refuses_a_data_folder_that_has_another_nodes_name()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");
        await place.Run("backup");
        var configuration = place.PathOf("actorbackup.hocon");
        await File.WriteAllTextAsync(configuration, (await File.ReadAllTextAsync(configuration)).Replace("tester", "other", StringComparison.Ordinal));

        var run = await place.Run("backup");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("belongs to the node 'tester'", run.Error, StringComparison.Ordinal);
        Assert.Contains("to rename, stop the node", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_data_folder_to_its_owner()
    {
        await using var place = new Workplace();
        place.Save("map.json", """{"a":1}""");
        await place.Run("backup");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(place.PathOf("data")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.PathOf("data/manifests.db")));
    }
}
