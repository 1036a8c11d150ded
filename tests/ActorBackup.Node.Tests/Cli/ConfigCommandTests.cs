using System.Text.Json;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Tests.Cli;

/// <summary><c>init</c> and <c>config</c>: no node is needed.</summary>
public sealed class ConfigCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorbackup-config-");

    [Fact]
    public async Task What_init_writes_is_right_and_shows_every_default()
    {
        Write("Linking map/linking_map.json", "{}");

        Assert.Equal(ExitCode.Ok, (await Run("init", "Linking map/linking_map.json", "*.csv")).Code);
        var check = await Run("config", "check");
        var show = await Run("config", "show");

        Assert.Equal((ExitCode.Ok, "", ExitCode.Ok), (check.Code, check.Error, show.Code));
        Assert.EndsWith("actorbackup.hocon is right: 2 sources, 1 store\n", check.Out, StringComparison.Ordinal);
        Assert.Contains($"path = \"{_folder.FullName}/Linking map/linking_map.json\"", show.Out, StringComparison.Ordinal);
        Assert.Contains("keep-last = 10", show.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_never_overwrites()
    {
        Write("actorbackup.hocon", "mine");

        var run = await Run("init", "*.json");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("is there already and is not overwritten", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Join(_folder.FullName, "actorbackup.hocon")));
    }

    [Theory]
    [InlineData("the '[' has no ']'", "a[0-9")]
    [InlineData("is not written, since these paths do not go together", "*.json", "a*.json")]
    [InlineData("an empty PATH", "")]
    public async Task Init_refuses_what_would_not_work(string message, params string[] paths)
    {
        Directory.CreateDirectory(Path.Join(_folder.FullName, "sub"));

        var run = await Run(["init", .. paths]);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Join(_folder.FullName, "actorbackup.hocon")));
    }

    [Fact]
    public async Task Every_mistake_is_one_line_with_file_line_and_key()
    {
        Write("actorbackup.hocon", "actorbackup {\n node { log-json = maybe }\n sources { a { path = a.json, guard = on } }\n}");

        var run = await Run("config", "check");

        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Out));
        Assert.Equal(
            [
                $"actorbackup: {_folder.FullName}/actorbackup.hocon:2: actorbackup.node.log-json: 'maybe' is neither on nor off.",
                $"actorbackup: {_folder.FullName}/actorbackup.hocon:3: actorbackup.sources.a.guard: is not available in this version: remove it, or say off.",
            ],
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("actorbackup { sources { a { path = *.json } } }", "cannot hold '*'")]
    [InlineData("actorbackup {", "")]
    [InlineData("", "there must be a block actorbackup")]
    [InlineData("include required(\"gone.hocon\")\nactorbackup {}", "'gone.hocon' is not there")]
    [InlineData("actorbackup.node.data = ${NOWHERE_DEFINED}", "${NOWHERE_DEFINED} has no value")]
    public async Task A_text_that_cannot_be_read_is_wrong_usage(string text, string message)
    {
        Write("actorbackup.hocon", text);

        var run = await Run("config", "check");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith($"actorbackup: {_folder.FullName}/actorbackup.hocon:1: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Risks_are_warned_of_and_are_no_mistakes()
    {
        Write("actorbackup.hocon", "actorbackup.sources.a { path = a.json, retention.min-keep = 1 }");

        var run = await Run("config", "check");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.StartsWith("warning: actorbackup.sources.a.retention.min-keep: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_lists_the_files_that_a_source_means_and_leaves_out_copies_and_the_nodes_own()
    {
        Write("actorbackup.hocon", "actorbackup.sources.maps.path = \"**/*.json\"");
        foreach (var path in (string[])["a.json", "sub/b 🗂.json", ".hidden/c.json", "data/node.json", "backups/.actorbackup/store.json", "backups/a_backup.json"]) Write(path, "[]");

        var run = await Run("config", "check", "--match", "maps", "--json");
        var check = JsonSerializer.Deserialize(run.Out, WireJson.Default.ConfigCheckJson)!;

        Assert.Equal([$"{_folder.FullName}/a.json", $"{_folder.FullName}/sub/b 🗂.json"], check.Matches!);
        Assert.Equal(ExitCode.NotFound, (await Run("config", "check", "--match", "nope")).Code);
    }

    [Fact]
    public async Task What_is_shown_as_json_is_a_configuration_too()
    {
        Write("actorbackup.hocon", "actorbackup.sources { \"1\" { path = \"a \\\" 🗂.json\", cron = \"0 3 * * *\" } }");

        Write("shown.hocon", (await Run("config", "show", "--json")).Out);

        Assert.Equal((await Run("config", "show", "--json")).Out, (await Run("config", "show", "--json", "--config", "shown.hocon")).Out);
    }

    [Fact]
    public async Task Without_a_configuration_the_places_are_told()
    {
        var run = await Run("config", "check", "--config", "nowhere.hocon");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains($"there is no configuration file {_folder.FullName}/nowhere.hocon; write one with", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string relative, string text)
    {
        var path = Path.Join(_folder.FullName, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private Task<CliRun> Run(params string[] arguments) => CliRun.Of(_folder.FullName, null, CancellationToken.None, arguments);
}
