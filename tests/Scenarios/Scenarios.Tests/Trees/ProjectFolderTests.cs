using System.Diagnostics;
using System.Text.Json;

namespace Scenarios.Trees;

/// <summary>A project folder and a vault, with real processes; stock restic looks on.</summary>
public sealed class ProjectFolderTests
{
    /// <summary>Root reads everything; without these two capabilities it is held to a file's mode like anybody else.</summary>
    private static IReadOnlyList<string> AsAnybody => Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] : [];

    [Fact]
    public async Task A_change_is_a_snapshot_that_restic_shows_and_a_deleted_file_comes_back()
    {
        await using var sandbox = Project(files: 9);
        await using var node = await NodeProcess.Start(sandbox).ReadyAsync();
        var first = await node.SnapshotAsync("project", s => s.Files == 9, "all 9 files");

        File.AppendAllText(sandbox.File("src/2.txt"), "changed");
        File.WriteAllText(sandbox.File("src/run.log"), "left out");
        File.WriteAllText(sandbox.File("new.txt"), "new");
        var second = await node.SnapshotAsync("project", s => s.Files == 10, "10 files");
        var changed = (await node.SnapshotsAsync("project")).Where(s => s.Id != first.Id).Sum(s => s.FilesChanged ?? 0);
        Assert.InRange(changed, 2, 3);   // one snapshot of both, or one each
        Assert.Equal(["2.txt", "new.txt"], (await ResticAsync(sandbox, "diff", Handle(first), Handle(second))).Split('\n')
            .Where(line => line.StartsWith('M') || line.StartsWith('+')).Select(Path.GetFileName).Where(name => !string.IsNullOrEmpty(name)).Order(StringComparer.Ordinal));

        File.Delete(sandbox.File("src/3.txt"));
        var third = await node.SnapshotAsync("project", s => s.Files == 9 && s.Seq > second.Seq, "9 files again");
        using var history = JsonDocument.Parse((await sandbox.RunAsync("history", "project", "src/3.txt", "--json")).Output);
        Assert.Equal(["added", "removed"], history.RootElement.EnumerateArray().Select(s => s.GetProperty("change").GetString()));

        var restored = await sandbox.RunAsync("restore", "project", "src/3.txt", "--at", second.TakenAt.ToString("O"), "--yes");
        Assert.True(restored.Code == 0, restored.Errors);
        Assert.Equal("file 3", File.ReadAllText(sandbox.File("src/3.txt")));

        Assert.Equal(0, await node.StopAsync());
        await ResticAsync(sandbox, "restore", Handle(third), "--target", Path.Combine(sandbox.Root, "out"));
        Assert.Equal("file 2changed", File.ReadAllText(Path.Combine(sandbox.Root, "out") + sandbox.File("src/2.txt")));
        Assert.Contains("no errors were found", await ResticAsync(sandbox, "check", "--read-data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_deletes_spares_the_vault_in_the_folder_and_what_is_excluded()
    {
        await using var sandbox = Project(files: 3, vault: "program/vault");
        Assert.Equal(0, (await sandbox.RunAsync("backup")).Code);
        File.WriteAllText(sandbox.File("later.txt"), "made afterwards");
        File.WriteAllText(sandbox.File("src/run.log"), "left out");
        File.Delete(sandbox.File("src/1.txt"));

        var restored = await sandbox.RunAsync("restore", "project", "--delete", "--yes");

        Assert.True(restored.Code == 0, restored.Errors + restored.Output);
        Assert.Equal(["1.txt", "2.txt", "3.txt", "run.log"], Directory.GetFiles(sandbox.File("src")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(sandbox.File("later.txt")));
        Assert.Contains("no errors were found", await ResticAsync(sandbox, "check"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_unreadable_file_is_named_and_the_rest_is_kept()
    {
        await using var sandbox = Project(files: 3);
        File.SetUnixFileMode(sandbox.File("src/2.txt"), UnixFileMode.None);

        var result = await CommandResult.OfAsync(sandbox.Root, ["backup", "--config", sandbox.ConfigFile], AsAnybody);

        Assert.Equal(3, result.Code);
        Assert.Contains("src/2.txt", result.Output, StringComparison.Ordinal);
        using var listed = JsonDocument.Parse((await sandbox.RunAsync("snapshots", "--json")).Output);
        Assert.Equal((2, true), (listed.RootElement[0].GetProperty("files").GetInt64(), listed.RootElement[0].GetProperty("incomplete").GetBoolean()));
    }

    [Fact]
    public async Task A_node_killed_in_its_first_backup_leaves_nothing_to_clean()
    {
        await using var sandbox = Project(files: 3);
        var random = new Random(7);
        var bytes = new byte[4 << 20];
        for (var i = 0; i < 24; i++)
        {
            random.NextBytes(bytes);
            File.WriteAllBytes(sandbox.File($"src/big{i}.bin"), bytes);
        }

        await using (var node = NodeProcess.Start(sandbox))
        {
            await Eventually.TrueAsync(() => Task.FromResult(Directory.Exists(Path.Combine(sandbox.Root, "vault/data")) && PacksIn(sandbox) > 0), "the first pack is there", () => node.Said);
            await node.KillAsync();
        }

        await using var again = await NodeProcess.Start(sandbox).ReadyAsync();
        await again.SnapshotAsync("project", s => s.Files == 27, "all files");
        Assert.Equal(0, await again.StopAsync());
        Assert.Single((await ResticAsync(sandbox, "snapshots", "--json", "--tag", "source=project")).Split("\"time\"").Skip(1));
        Assert.Contains("no errors were found", await ResticAsync(sandbox, "check", "--read-data"), StringComparison.Ordinal);
    }

    private static int PacksIn(Sandbox sandbox) => Directory.GetFiles(Path.Combine(sandbox.Root, "vault/data"), "*", SearchOption.AllDirectories).Count(file => !Path.GetFileName(file).Contains("tmp", StringComparison.Ordinal));

    private static string Handle(ActorBackup.Wire.Json.SnapshotJson snapshot) => snapshot.Stores[0].Handle;

    private static Sandbox Project(int files, string vault = "vault")
    {
        var sandbox = new Sandbox();
        Directory.CreateDirectory(sandbox.File("src"));
        for (var i = 1; i <= files; i++) File.WriteAllText(sandbox.File($"src/{i}.txt"), $"file {i}");
        File.WriteAllText(Path.Combine(sandbox.Root, "vault.password"), "secret\n");
        File.WriteAllText(sandbox.ConfigFile, $$"""
            actorbackup {
              node { name = "scenario", time-zone = "UTC", data = "data" }
              stores { vault { kind = repository, location = "{{vault}}", password-file = "vault.password", min-free = 0% } }
              sources { project { kind = tree, path = "program", exclude = ["*.log"], retention { keep-last = 1000 } } }
            }
            """);
        return sandbox;
    }

    private static async Task<string> ResticAsync(Sandbox sandbox, params IReadOnlyList<string> arguments)
    {
        var vault = Directory.Exists(Path.Combine(sandbox.Root, "vault")) ? Path.Combine(sandbox.Root, "vault") : sandbox.File("vault");
        var start = new ProcessStartInfo("restic", ["-r", vault, "--no-cache", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RESTIC_PASSWORD"] = "secret";
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException($"restic {string.Join(' ', arguments)} ended with {process.ExitCode}: {await complained}{await said}");
    }
}
