using System.Diagnostics;
using ActorBackup.Repository.Restoring;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Restoring;

/// <summary>Targets on small disks, mounted for the test. Needs root.</summary>
public sealed class FullTargetTests : RestoreFixture
{
    [Fact]
    public async Task Ends_with_one_clear_error_when_the_disk_is_full()
    {
        var tree = await StoreAsync(async trees =>
        {
            var files = new List<Node>();
            for (var i = 0; i < 50; i++) files.Add(await trees.FileAsync($"f{i:00}", SomeRepository.Content(i, 50_000), SomeRepository.Content(i + 100, 50_000)));
            return [.. files];
        });
        await OnSmallDiskAsync(async () =>
        {
            Write("f49", "was there before");
            var failure = await Assert.ThrowsAsync<RepositoryException>(() => RestoreAsync(tree));

            Assert.Equal(RepositoryFailure.Full, failure.Failure);
            Assert.Contains(Target, failure.Message, StringComparison.Ordinal);
            Assert.Equal("was there before", Read("f49"));
            Assert.DoesNotContain(Names(), n => n.EndsWith(".part", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Removes_nothing_of_what_is_mounted_in_the_target()
    {
        Directory.CreateDirectory(Target);
        var tree = await StoreAsync(async trees => [await trees.FileAsync("x", "x")]);
        await OnSmallDiskAsync(async () =>
        {
            File.WriteAllText(Path.Join(Target, "file"), "theirs");
            var result = await RestoreRun.RunAsync(Repository, new RestoreRequest(tree, Scratch.Path) { Delete = true, Sync = false }, null, default);

            Assert.Equal("/target", Assert.Single(result.Failures).Path.ToString());
            Assert.Equal("theirs", Read("file"));
        });
    }

    [Fact]
    public async Task Writes_into_a_file_that_is_mounted_by_itself()
    {
        var tree = await StoreAsync(async trees => [await trees.FileAsync("settings", "ours")]);
        Write("settings", "theirs, and longer");
        var elsewhere = Scratch.Write("elsewhere", "theirs, and longer");
        Run("mount", "--bind", elsewhere, Path.Join(Target, "settings"));
        try
        {
            var result = await RestoreAsync(tree);

            Assert.Empty(result.Failures);
            Assert.Equal("ours", File.ReadAllText(elsewhere));
            Assert.Equal(["settings"], Names());
        }
        finally { Run("umount", Path.Join(Target, "settings")); }
    }

    [Fact]
    public async Task Syncs_files_and_folders_one_by_one_and_all_at_once()
    {
        var few = await StoreAsync(async trees => [await trees.FileAsync("x", "x"), await trees.FolderAsync("f", await trees.FileAsync("y", "y"))]);
        var many = await StoreAsync(async trees =>
        {
            var files = new List<Node>();
            for (var i = 0; i < 100; i++) files.Add(await trees.FileAsync($"f{i:00}", $"{i}"));
            return [.. files];
        });
        await OnSmallDiskAsync(async () =>
        {
            Assert.True((await RestoreAsync(few, r => r with { Sync = true })).IsComplete);
            Assert.True((await RestoreAsync(many, r => r with { Sync = true })).IsComplete);
            Assert.Equal(103, Names().Length);
        });
    }

    private async Task OnSmallDiskAsync(Func<Task> test)
    {
        Directory.CreateDirectory(Target);
        Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", Target);
        try { await test(); }
        finally { Run("umount", Target); }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
