using System.Diagnostics;
using System.Text.Json;

namespace Scenarios.Stores;

/// <summary>A node that keeps copies and a repository, and stock restic on what it wrote.</summary>
public sealed class VaultTests
{
    private const string Source = "map", Password = "of the scenario";

    [Fact]
    public async Task Restic_sees_what_the_node_wrote_and_a_kill_leaves_it_whole_and_a_lost_manifest_is_rebuilt_from_it()
    {
        await using var sandbox = new Sandbox();
        Configure(sandbox, "[copies, vault]");
        var saves = new Saves(sandbox.File("map.json"));
        var last = saves.Save();
        var vault = Path.Combine(sandbox.Root, "vault");
        await using (var node = await NodeProcess.Start(sandbox).ReadyAsync())
        {
            await node.SnapshotAsync(Source, s => s.Digest == last && s.Stores.Count == 2, "in both stores");
            for (var i = 0; i < 3; i++)
            {
                last = saves.Save();
                await node.SnapshotAsync(Source, s => s.Digest == last, $"save {i}");
            }
            saves.Save();
            await node.KillAsync();
        }

        await ResticAsync(vault, "unlock");
        await ResticAsync(vault, "check", "--read-data");
        await ResticAsync(vault, "restore", "latest", "--target", sandbox.File("restored"));

        // Without its data folder the node knows nothing, and without the copies only the repository does.
        Directory.Delete(sandbox.Data, recursive: true);
        Configure(sandbox, "[vault]");
        await using var again = await NodeProcess.Start(sandbox).ReadyAsync();
        var rebuilt = await again.SnapshotsAsync(Source);
        using var listed = JsonDocument.Parse(await ResticAsync(vault, "snapshots", "--json", "--tag", $"source={Source}"));

        Assert.True(rebuilt.Count >= 4, again.Said);
        Assert.All(rebuilt, s => Assert.Equal("healthy", s.Health.Verdict));
        Assert.Contains(rebuilt, s => s.Digest == last);
        Assert.True(listed.RootElement.GetArrayLength() >= 4);
        Assert.Equal(0, await again.StopAsync());
        Assert.Empty(Directory.GetFiles(Path.Combine(vault, "locks")));
    }

    private static void Configure(Sandbox sandbox, string stores) => File.WriteAllText(sandbox.ConfigFile, $$"""
        actorbackup {
          node { name = "scenario", time-zone = "UTC", data = "data" }
          stores {
            copies { folder = "{{sandbox.Store}}", min-free = 0% }
            vault { kind = repository, location = "vault", password = "{{Password}}", min-free = off }
          }
          sources { {{Source}} { path = "program/map.json", stores = {{stores}} } }
        }

        """);

    private static async Task<string> ResticAsync(string vault, params string[] arguments)
    {
        var start = new ProcessStartInfo("restic", ["-r", vault, "--no-cache", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RESTIC_PASSWORD"] = Password;
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"restic {string.Join(' ', arguments)} ended with {process.ExitCode}: {await said}{await wrong}");
        return await said;
    }
}
