using System.Diagnostics;
using ActorBackup.Core.Watching;
using ActorBackup.Linux;
using ActorBackup.Stores.Watching;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Watching;

/// <summary>Takes every inotify instance of the user for a moment, so nothing else of this assembly runs beside it.</summary>
[Collection(nameof(Alone))]
public sealed class InotifyLimitTests
{
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    [Fact]
    public async Task Polls_while_others_have_all_instances_and_watches_once_one_is_free()
    {
        using var scratch = new ScratchFolder();
        await using var watch = new InotifyWatch();
        var taken = new List<int>();
        try
        {
            while (Libc.InotifyInit(Flags.CloseOnExec) is >= 0 and var instance && taken.Count < 10_000) taken.Add(instance);

            Assert.False(watch.TryWatch(scratch.Path, out var reason));
            Assert.Contains("fs.inotify.max_user_instances", reason, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var instance in taken) _ = Libc.Close(instance);
        }

        // The kernel frees an instance a little after its close.
        var since = Stopwatch.StartNew();
        string? still;
        while (!watch.TryWatch(scratch.Path, out still) && since.Elapsed < TimeSpan.FromSeconds(30)) await Task.Yield();
        Assert.Null(still);
        File.WriteAllText(scratch["map.json"], "{}");
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await watch.Events.ReadAsync(tooLong.Token) != new FileEvent(scratch.Path, "map.json", FileEventKind.Completed)) { }
    }
}
