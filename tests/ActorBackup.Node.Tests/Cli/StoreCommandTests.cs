using System.Text.Json;
using ActorBackup.Node.Cli;
using ActorBackup.Node.Tests.Fakes;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Tests.Cli;

public sealed class StoreCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorbackup-cli-");

    private string Vault => Path.Join(_folder.FullName, "vault");

    [Fact]
    public async Task Init_with_a_vault_makes_a_password_that_nobody_else_may_read_and_never_another_one()
    {
        var run = await Run("init", "--vault", "*.json");
        var password = Path.Join(_folder.FullName, "vault.password");
        var first = await File.ReadAllTextAsync(password);
        var again = await Run("init", "--vault", "--out", "other.hocon", "*.json");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (run.Code, again.Code));
        Assert.Contains($"wrote {password}: keep a copy of it elsewhere", run.Out, StringComparison.Ordinal);
        Assert.Contains($"kept {password}", again.Out, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(password));
        Assert.Equal((33, first), (first.Length, await File.ReadAllTextAsync(password)));
        Assert.DoesNotContain(first.Trim(), (await Run("config", "show")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_is_made_once_and_found_sound_and_empty()
    {
        await Run("init", "--vault", "*.json");

        var made = await Run("store", "init", "vault", "--json");
        var twice = await Run("store", "init", "vault");
        var check = await Run("store", "check", "vault", "--read-data", "--json");
        var prune = await Run("store", "prune", "vault");
        var unlock = await Run("store", "unlock", "vault");
        var list = await Run("store", "list", "vault", "--json");

        Assert.Equal((Vault, 2), (JsonSerializer.Deserialize(made.Out, WireJson.Default.StoreMadeJson)!.Location, JsonSerializer.Deserialize(made.Out, WireJson.Default.StoreMadeJson)!.FormatVersion));
        Assert.Equal(ExitCode.Failed, twice.Code);
        Assert.True(JsonSerializer.Deserialize(check.Out, WireJson.Default.StoreCheckJson) is { Sound: true, Errors: 0, Snapshots: 0 });
        Assert.Equal((ExitCode.Ok, "nothing to remove\n"), (prune.Code, prune.Out));
        Assert.Equal((ExitCode.Ok, "no stale locks\n"), (unlock.Code, unlock.Out));
        Assert.Equal("[]", list.Out.Trim());
    }

    [Fact]
    public async Task Snapshots_are_listed_and_copied_from_one_repository_to_another_once()
    {
        Write("a.json", "[1]");
        Write("actorbackup.hocon", """
            actorbackup {
              stores { vault { kind = repository, location = vault, password = one, min-free = off }, other { kind = repository, location = other, password = two, min-free = off } }
              sources { a { path = a.json, stores = [vault] } }
            }
            """);
        var backup = await Run("backup");
        await Run("store", "init", "other");

        var copy = await Run("store", "copy", "vault", "other", "--json");
        var again = await Run("store", "copy", "vault", "other", "--json");
        var list = JsonSerializer.Deserialize((await Run("store", "list", "other", "--json")).Out, WireJson.Default.IReadOnlyListStoredSnapshotJson)!;

        Assert.True(backup.Code == ExitCode.Ok, backup.Error);
        Assert.True(JsonSerializer.Deserialize(copy.Out, WireJson.Default.StoreCopyJson) is { Copied: 1, AlreadyThere: 0 }, copy.Out + copy.Error);
        Assert.True(JsonSerializer.Deserialize(again.Out, WireJson.Default.StoreCopyJson) is { Copied: 0, AlreadyThere: 1 }, again.Out + again.Error);
        Assert.Equal(("a", "live", Path.Join(_folder.FullName, "a.json")), (Assert.Single(list).Source, list[0].State, Assert.Single(list[0].Paths)));
        Assert.Equal(ExitCode.Ok, (await Run("store", "check", "other", "--read-data=50%")).Code);
    }

    [Theory]
    [InlineData(10, "no store 'nowhere'; configured are copies, vault", "store", "check", "nowhere")]
    [InlineData(2, "the store 'copies' is of kind copies", "store", "check", "copies")]
    [InlineData(10, "there is no repository at", "store", "check", "vault")]
    [InlineData(2, "cannot be copied to itself", "store", "copy", "vault", "vault")]
    public async Task What_cannot_be_done_is_one_line(int code, string message, params string[] arguments)
    {
        await Run("init", "--vault", "*.json");

        var run = await Run(arguments);

        Assert.Equal(code, (int)run.Code);
        Assert.Contains(message, Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_or_missing_password_ends_with_12_and_names_its_file()
    {
        await Run("init", "--vault", "*.json");
        await Run("store", "init", "vault");
        var password = Path.Join(_folder.FullName, "vault.password");
        await File.WriteAllTextAsync(password, "wrong");

        var wrong = await Run("store", "list", "vault");
        File.Delete(password);
        var missing = await Run("store", "list", "vault");

        Assert.Equal((ExitCode.WrongPassword, ExitCode.WrongPassword), (wrong.Code, missing.Code));
        Assert.Contains($"wrong password for the repository {Vault}: no key there opens with that of {password}", wrong.Error, StringComparison.Ordinal);
        Assert.Contains($"its password file {password} is not there", missing.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Join(_folder.FullName, name), text);

    private Task<CliRun> Run(params string[] arguments) => CliRun.Of(_folder.FullName, null, CancellationToken.None, arguments);
}
