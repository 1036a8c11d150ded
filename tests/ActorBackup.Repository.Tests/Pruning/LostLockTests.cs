using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Pruning;

namespace ActorBackup.Repository.Tests.Pruning;

public sealed class LostLockTests
{
    private static readonly PruneOptions Everything = new() { MaxUnused = UnusedTolerance.None };

    [Theory]
    [InlineData(FileKind.Index)]
    [InlineData(FileKind.Pack)]
    public async Task Stops_before_its_next_removal_when_the_machine_slept(FileKind asleepAfterRemoving)
    {
        var model = await Model.MakeAsync(9, snapshots: 12);
        await using var repository = await model.OpenAsync();
        foreach (var id in model.Snapshots.Keys.Take(9).ToArray()) await model.ForgetAsync(repository, id);
        var removed = 0;
        model.Backend.After = call =>
        {
            if (call.Operation != BackendOperation.Remove || call.File.Kind == FileKind.Lock) return;
            if (call.File.Kind == asleepAfterRemoving && removed++ == 0) model.Time.Now += TimeSpan.FromMinutes(23);
        };

        var lost = await Assert.ThrowsAsync<RepositoryException>(() => PruneRun.RunAsync(repository, Everything, new PruneMemory(), CancellationToken.None));

        Assert.Equal(RepositoryFailure.LockLost, lost.Failure);
        // Removals run in parallel: one may have been on its way.
        Assert.InRange(removed, 1, 2);
        model.Backend.After = null;
        await model.DemandSoundAsync();
        Assert.True((await PruneRun.RunAsync(repository, Everything, new PruneMemory(), CancellationToken.None)).PacksRemoved > 0);
        await model.DemandSoundAsync(hintsToo: true);
    }

    [Fact]
    public async Task Leaves_for_the_next_run_what_its_time_did_not_suffice_for()
    {
        var model = await Model.MakeAsync(9, snapshots: 12);
        await using var repository = await model.OpenAsync();
        foreach (var id in model.Snapshots.Keys.Take(9).ToArray()) await model.ForgetAsync(repository, id);
        model.Backend.After = call =>
        {
            if (call.Operation == BackendOperation.Remove && call.File.Kind == FileKind.Pack) model.Time.Now += TimeSpan.FromSeconds(20);
        };
        var (runs, complete) = (0, false);

        for (; !complete && runs < 50; runs++)
        {
            complete = (await PruneRun.RunAsync(repository, Everything with { MaxTime = TimeSpan.FromSeconds(30) }, new PruneMemory(), CancellationToken.None)).IsComplete;
            await model.DemandSoundAsync();
        }

        Assert.InRange(runs, 3, 49);
        await model.DemandSoundAsync(hintsToo: true);
    }
}
