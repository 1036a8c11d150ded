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

    [Theory]
    [InlineData("init")]
    [InlineData("node")]
    public async Task A_folder_is_not_a_path_to_protect_yet(string verb)
    {
        Directory.CreateDirectory(Path.Join(_folder, "docs"));

        var run = await Run(verb, "docs");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("folders need a tree source: name files or a glob such as docs/*.json", run.Error, StringComparison.Ordinal);
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
