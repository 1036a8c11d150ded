using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Copying;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Tests.Pruning;

namespace ActorBackup.Repository.Tests.Copying;

public sealed class CopyRunTests
{
    private static async Task<CopyResult> CopyAsync(OpenRepository source, OpenRepository destination, Action<SnapshotFileId, SnapshotFileId>? copied = null) =>
        await CopyRun.RunAsync(source, destination, await source.SnapshotsAsync(strict: true, CancellationToken.None), copied ?? ((_, _) => { }), CancellationToken.None);

    [Fact]
    public async Task Copies_snapshots_with_all_they_need()
    {
        var model = await Model.MakeAsync(3, snapshots: 8);
        await using var source = await model.OpenAsync();
        var copy = new Model(0, new MemoryBackend());
        await using var destination = await SomeRepository.InitAsync(copy.Backend, model.Options);

        var result = await CopyAsync(source, destination, (from, to) => copy.Snapshots[to] = model.Snapshots[from]);

        Assert.Equal((8, 0), (result.Copied, result.AlreadyThere));
        await copy.DemandSoundAsync(hintsToo: true);
    }

    [Fact]
    public async Task Copies_nothing_twice()
    {
        var model = await Model.MakeAsync(3, snapshots: 4);
        await using var source = await model.OpenAsync();
        await using var destination = await SomeRepository.InitAsync(new MemoryBackend(), model.Options);
        await CopyAsync(source, destination);
        await model.BackUpAsync(source);

        var result = await CopyAsync(source, destination);

        Assert.Equal((1, 4), (result.Copied, result.AlreadyThere));
    }

    [Fact]
    public async Task Goes_on_where_it_died_at_any_call()
    {
        var model = await Model.MakeAsync(5, snapshots: 4);
        await using var source = await model.OpenAsync();
        var empty = new MemoryBackend();
        await (await SomeRepository.InitAsync(empty, model.Options)).DisposeAsync();

        for (var (crash, died) = (1, true); died; crash++)
        {
            var copy = new Model(0, empty.Copy());
            died = await DiesAsync(source, model, copy, crash);

            await using var destination = await copy.OpenAsync();
            await destination.UnlockAsync(all: true, CancellationToken.None);
            await CopyAsync(source, destination);
            foreach (var there in await destination.SnapshotsAsync(strict: true, CancellationToken.None))
                copy.Snapshots[there.Id] = model.Snapshots[there.Document.Original!.Value];
            Assert.Equal(4, copy.Snapshots.Count);
            await copy.DemandSoundAsync();
        }
    }

    private static async Task<bool> DiesAsync(OpenRepository source, Model model, Model copy, int at)
    {
        await using var destination = await SomeRepository.OpenAsync(copy.Backend, model.Options);
        var calls = 0;
        copy.Backend.Before = call =>
        {
            if (call.Changes && Interlocked.Increment(ref calls) >= at) throw new RepositoryException(RepositoryFailure.Unreachable, "The plug was pulled.");
        };
        try
        {
            await CopyAsync(source, destination);
        }
        catch (RepositoryException)
        {
            // Dead.
        }
        copy.Backend.Before = null;
        return calls >= at;
    }
}
