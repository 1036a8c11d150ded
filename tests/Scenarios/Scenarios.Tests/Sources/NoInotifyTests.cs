using System.Runtime.InteropServices;

namespace Scenarios.Sources;

/// <summary>Other programs have taken every inotify instance of this user.</summary>
[Collection(nameof(Alone))]
public sealed partial class NoInotifyTests
{
    [Fact]
    public async Task Without_an_inotify_instance_the_node_polls_and_says_which_limit_to_raise()
    {
        await using var sandbox = new Sandbox().Configure([("map", "map.json")], "change { poll = 500ms }");
        var saves = new Saves(sandbox.File("map.json"));
        saves.Save();
        var taken = new List<int>();
        using var enough = new CancellationTokenSource();
        Take(taken);
        // Another process of this user that ends would give some back.
        var keeping = Task.Run(async () =>
        {
            using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            while (!enough.IsCancellationRequested && await often.WaitForNextTickAsync()) Take(taken);
        });
        try
        {
            await using var node = await NodeProcess.Start(sandbox).ReadyAsync();
            var digest = saves.Save();

            await node.SnapshotAsync("map", snapshot => snapshot.Digest == digest, "by polling");
            var status = (await node.Client.GetStatusAsync("map", CancellationToken.None)).Sources[0];
            Assert.Equal("poll", status.WatchedBy);
            Assert.Equal("warn", status.Verdict.System.Level);
            Assert.Contains("fs.inotify.max_user_instances", node.Said, StringComparison.Ordinal);
        }
        finally
        {
            await enough.CancelAsync();
            await keeping;
            foreach (var instance in taken) _ = Close(instance);
        }
    }

    private static void Take(List<int> taken)
    {
        while (Init(0) is >= 0 and var instance) taken.Add(instance);
    }

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static partial int Init(int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
