using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Forgetting;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Pruning;
using ActorBackup.Repository.Repairing;
using ActorBackup.Repository.Tagging;

namespace ActorBackup.Repository.Tests.Pruning;

/// <summary>The process dies or the storage fails at any one call that changes something; then all is there, and the next run finishes.</summary>
public sealed class CrashTests
{
    private static readonly PruneOptions Everything = new() { MaxUnused = UnusedTolerance.None, Small = new SmallPackRule(4 << 10, TimeSpan.Zero, AtLeast: 2) };

    [Fact]
    public Task Prune_survives_every_crash() => SurvivesAsync((repository, _) => PruneRun.RunAsync(repository, Everything, new PruneMemory(), CancellationToken.None));

    [Fact]
    public Task Merge_of_the_index_survives_every_crash() => SurvivesAsync((repository, _) => IndexMerge.RunAsync(repository, CancellationToken.None));

    [Fact]
    public Task Repair_of_the_index_survives_every_crash() => SurvivesAsync((repository, _) => IndexRepair.RunAsync(repository, fromNothing: true, CancellationToken.None));

    [Fact]
    public Task Forget_survives_every_crash() => SurvivesAsync(async (repository, model) =>
    {
        var ids = model.Snapshots.Keys.Take(3).ToArray();
        foreach (var id in ids) model.Snapshots.Remove(id);
        await ForgetRun.RunAsync(repository, ids, CancellationToken.None);
    }, forgets: true);

    [Fact]
    public Task Change_of_tags_survives() => SurvivesAsync(async (repository, model) =>
    {
        foreach (var (old, changed) in await TagRun.RunAsync(repository, (await repository.SnapshotsAsync(true, CancellationToken.None)).Select(s => s.Id), new TagChange { Add = ["new"] }, CancellationToken.None))
            model.Snapshots.TryAdd(changed, model.Snapshots.GetValueOrDefault(old, []));
    }, renames: true);

    [Fact]
    public Task Repair_of_packs_survives() => SurvivesAsync(async (repository, _) =>
    {
        var packs = new HashSet<PackId>();
        await foreach (var file in repository.Backend.ListAsync(FileKind.Pack, CancellationToken.None))
            if (file.File.Name.FirstByte < 0x40) packs.Add(new PackId(file.File.Name));
        await PackRepair.RunAsync(repository, packs, CancellationToken.None);
    });

    private static async Task SurvivesAsync(Func<OpenRepository, Model, Task> operation, bool forgets = false, bool renames = false)
    {
        var start = await Model.MakeAsync(7, snapshots: 12);
        await using (var repository = await start.OpenAsync())
            foreach (var id in start.Snapshots.Keys.Where((_, i) => i % 3 == 0).ToArray()) await start.ForgetAsync(repository, id);
        var calls = await CountAsync(start.Copy(), operation);
        Assert.True(calls > 3, "this operation changes too little to be worth a crash");

        foreach (var accident in Enum.GetValues<Accident>())
            for (var at = 1; at <= calls; at++)
            {
                var model = start.Copy();
                await HaveAsync(accident, model, operation, at);
                await DemandAsync(model, start, forgets, renames);

                await using var repository = await model.OpenAsync();
                await repository.UnlockAsync(all: true, CancellationToken.None);
                await operation(repository, model);
                await DemandAsync(model, start, forgets, renames);
            }
    }

    private enum Accident
    {
        /// <summary>From one call on, none is made any more.</summary>
        Death,

        /// <summary>One call is not made, as on a full disk; those after it are.</summary>
        Failure,

        /// <summary>One call is made, but said to have failed.</summary>
        Doubt,
    }

    private static async Task DemandAsync(Model model, Model start, bool forgets, bool renames)
    {
        if (forgets || renames)
        {
            // Which of them are there depends on where it died: those that are must be whole.
            await using var repository = await model.OpenAsync();
            var stored = await repository.SnapshotsAsync(strict: true, CancellationToken.None);
            model.Snapshots.Clear();
            foreach (var snapshot in stored) model.Snapshots[snapshot.Id] = start.Snapshots[renames && snapshot.Document.Original is { } original ? original : snapshot.Id];
            if (renames) Assert.Equal(start.Snapshots.Count, stored.Select(s => s.Document.Original ?? s.Id).Distinct().Count());
        }
        await model.DemandSoundAsync();
    }

    private static async Task<int> CountAsync(Model model, Func<OpenRepository, Model, Task> operation)
    {
        var calls = 0;
        await using var repository = await model.OpenAsync();
        model.Backend.Before = call => calls += call.Changes ? 1 : 0;
        await operation(repository, model);
        return calls;
    }

    private static async Task HaveAsync(Accident accident, Model model, Func<OpenRepository, Model, Task> operation, int at)
    {
        var calls = 0;
        await using var repository = await model.OpenAsync();
        model.Backend.Before = call =>
        {
            if (call.Changes && Interlocked.Increment(ref calls) is var number && (accident == Accident.Death ? number >= at : accident == Accident.Failure && number == at))
                throw new RepositoryException(accident == Accident.Death ? RepositoryFailure.Unreachable : RepositoryFailure.Full, "The plug was pulled, or the disk is full.");
        };
        model.Backend.After = call =>
        {
            if (accident == Accident.Doubt && call.Changes && Volatile.Read(ref calls) == at) throw new RepositoryException(RepositoryFailure.Unreachable, "An error of the disk.");
        };
        try
        {
            await operation(repository, model);
        }
        catch (RepositoryException)
        {
            // It died, or gave up. Where the last call was the lock's release, it did not notice.
        }
        (model.Backend.Before, model.Backend.After) = (null, null);
    }
}
