using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;

namespace ActorBackup.Node.Tests.Cli;

public sealed class InitAndNodeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Init_writes_a_configuration_that_is_right()
    {
        Assert.Equal(ExitCode.Ok, (await Run("init", "a b/😀.json", "x.json")).Code);

        Assert.Equal(ExitCode.Ok, (await Run("config", "check")).Code);
        Assert.Contains("😀.json", (await Run("config", "show")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_never_overwrites()
    {
        await File.WriteAllTextAsync(Path.Join(_folder, "actorbackup.hocon"), "mine");

        Assert.Equal(ExitCode.Usage, (await Run("init")).Code);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Join(_folder, "actorbackup.hocon")));
    }

    [Fact]
    public async Task A_folder_brings_a_vault_and_what_nobody_wants_of_it_is_left_out()
    {
        Directory.CreateDirectory(Path.Join(_folder, "docs"));

        var run = await Run("init", "docs/");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("vault.password: keep a copy of it elsewhere", run.Out, StringComparison.Ordinal);
        Assert.Contains("docs { kind = tree, path = \"docs\", exclude = [\"__pycache__/\", \"*.pyc\", \"*.log\", \"*.tmp\", \"*.temp\", \".git/\"] }", await File.ReadAllTextAsync(Path.Join(_folder, "actorbackup.hocon")), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await Run("config", "check")).Code);
    }

    [Fact]
    public async Task Node_names_the_lines_to_add_when_the_configuration_lacks_a_path()
    {
        await Run("init", "a.json");

        var run = await Run("node", "a.json", "b.json");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains($"{_folder}/actorbackup.hocon does not protect {_folder}/b.json", run.Error, StringComparison.Ordinal);
        Assert.Contains("b { path = \"b.json\" }", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_wrong_with_a_configuration_is_told_with_key_file_and_line()
    {
        await File.WriteAllTextAsync(Path.Join(_folder, "actorbackup.hocon"), "actorbackup {\n  sources { a { path = \"a.json\", intervall = 5m } }\n  nodes {}\n}\n");

        var run = await Run("config", "check");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("actorbackup.hocon:2: actorbackup.sources.a.intervall", run.Error, StringComparison.Ordinal);
        Assert.Contains("actorbackup.hocon:3: actorbackup.nodes", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("snapshots")]
    [InlineData("node")]
    public async Task Without_a_configuration_the_next_step_is_named(string verb)
    {
        var run = await Run(verb);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("actorbackup init", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("push", "cart")]
    [InlineData("protect", "a.json")]
    [InlineData("snapshots", "--colour")]
    [InlineData("config")]
    public async Task What_does_not_exist_is_wrong_usage(params string[] arguments)
    {
        var run = await Run(arguments);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    private Task<CliRun> Run(params string[] arguments) => CliRun.Of(_folder, null, CancellationToken.None, arguments);
}
