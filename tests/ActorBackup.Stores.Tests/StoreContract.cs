using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Stores.Tests;

/// <summary>What every store must do, whatever its format. A kind of store derives from this and gives two objects on the same place.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private readonly List<IBackupStore> _open = [];

    /// <summary>One more store object on the same place.</summary>
    protected abstract IBackupStore New();

    protected abstract SourceLocation Source { get; }

    /// <summary>Another source in the same place.</summary>
    protected abstract SourceLocation OtherSource { get; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var store in _open) await store.DisposeAsync();
    }

    [Fact]
    public async Task Makes_a_place_at_first_contact_and_knows_it_again()
    {
        var first = Assert.IsType<PlaceOpening.Here>(await Fresh().OpenAsync(Source, null, PlaceUse.Run, default));
        var again = Assert.IsType<PlaceOpening.Here>(await Fresh().OpenAsync(Source, first.Identity, PlaceUse.Read, default));

        Assert.Equal((true, false, first.Identity, first.Place), (first.IsNew, again.IsNew, again.Identity, again.Place));
    }

    [Fact]
    public async Task Creates_nothing_when_only_reading()
    {
        Assert.IsType<PlaceOpening.Away>(await Fresh().OpenAsync(Source, null, PlaceUse.Read, default));
        Assert.IsType<PlaceOpening.Away>(await Fresh().OpenAsync(Source, null, PlaceUse.Read, default));
    }

    [Fact]
    public async Task Takes_a_place_with_another_identity_for_away()
    {
        await OpenAsync();

        var opening = await Fresh().OpenAsync(Source, new StoreIdentity("another"), PlaceUse.Read, default);

        Assert.Contains("another store", Assert.IsType<PlaceOpening.Away>(opening).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_away_before_it_was_opened()
    {
        var store = Fresh();

        Assert.Equal(StoreFailure.Away, (await Assert.ThrowsAsync<StoreException>(() => store.StageAsync(Source, Sample.Id(), 0, default))).Kind);
        Assert.Equal(StoreFailure.Away, (await Assert.ThrowsAsync<StoreException>(() => store.AllAsync(Source))).Kind);
    }

    [Fact]
    public async Task Lists_and_reads_what_was_committed()
    {
        var store = await OpenAsync();
        var copy = await store.PutAsync(Source, Sample.Id(), "[1,2,3]", epoch: 7);

        var found = Assert.Single(await store.AllAsync(Source));

        Assert.True(found is { Complete: true, InTrash: false } && found.Handle == copy.Handle && found.SideCar!.Source == Source.Id && found.SideCar.SourcePath == Source.Path);
        Assert.Equivalent(Sample.Snapshot(Sample.Id(), "[1,2,3]", epoch: 7) with { Copies = [copy] }, found.SideCar.Snapshot, strict: true);
        Assert.Equal("[1,2,3]", await store.ContentAsync(Source, Sample.Id(), copy));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000_000)]
    public async Task Keeps_contents_of_any_size(int bytes)
    {
        var (store, content) = (await OpenAsync(), new string('x', bytes));

        var copy = await store.PutAsync(Source, Sample.Id(), content);

        Assert.Equal(content, await store.ContentAsync(Source, Sample.Id(), copy));
    }

    [Fact]
    public async Task Lists_nothing_that_was_not_committed()
    {
        var store = await OpenAsync();
        await using (var staged = await store.StageAsync(Source, Sample.Id(), 0, default))
        {
            await staged.WriteAsync("half"u8.ToArray(), default);
            Assert.Empty(await store.AllAsync(Source));
        }

        Assert.Empty(await store.AllAsync(Source));
    }

    [Fact]
    public async Task Forgets_what_was_written_before_a_reset()
    {
        var store = await OpenAsync();
        await using var staged = await store.StageAsync(Source, Sample.Id(), 0, default);
        await staged.WriteAsync("first, and longer"u8.ToArray(), default);
        await staged.ResetAsync(default);
        await staged.WriteAsync("second"u8.ToArray(), default);

        var copy = await staged.CommitAsync(Sample.SideCar(Source, Sample.Snapshot(Sample.Id(), "second")), LocalClaim.Instance, default);

        Assert.Equal(("second", 6), (await store.ContentAsync(Source, Sample.Id(), copy), copy.StoredBytes));
    }

    [Fact]
    public async Task Refuses_an_id_that_it_has()
    {
        var store = await OpenAsync();
        var copy = await store.PutAsync(Source, Sample.Id(), "first");

        await Assert.ThrowsAsync<StoreException>(() => store.PutAsync(Source, Sample.Id(), "second"));

        Assert.Equal("first", await store.ContentAsync(Source, Sample.Id(), copy));
        Assert.Single(await store.AllAsync(Source));
    }

    [Fact]
    public async Task Keeps_sources_apart()
    {
        var store = await OpenAsync();
        await store.OpenAsync(OtherSource, null, PlaceUse.Run, default);
        await store.PutAsync(Source, Sample.Id(), "mine");

        Assert.Empty(await store.AllAsync(OtherSource));
        await store.PutAsync(OtherSource, Sample.Id(), "other");
        Assert.Single(await store.AllAsync(Source));
    }

    [Fact]
    public async Task Moves_to_the_trash_and_back()
    {
        var store = await OpenAsync();
        var copy = await store.PutAsync(Source, Sample.Id(), "content");
        var removed = copy with { State = CopyState.Trash, RemovedBy = "keep-last 10", RemovedAt = DateTimeOffset.UnixEpoch };

        await store.TrashAsync(Source, Sample.Id(), removed, default);
        var trashed = Assert.Single(await store.AllAsync(Source));
        var fromTrash = await store.ContentAsync(Source, Sample.Id(), removed);
        var back = await store.UntrashAsync(Source, Sample.Id(), removed, default);
        var live = Assert.Single(await store.AllAsync(Source));

        Assert.True(trashed is { InTrash: true, Complete: true } && trashed.SideCar!.Snapshot.Copies[0] == removed);
        Assert.Equal(("content", copy), (fromTrash, back));
        Assert.True(live is { InTrash: false, Complete: true } && live.SideCar!.Snapshot.Copies[0] == copy);
        Assert.Equal("content", await store.ContentAsync(Source, Sample.Id(), back));
    }

    [Fact]
    public async Task Takes_every_move_twice()
    {
        var store = await OpenAsync();
        var copy = await store.PutAsync(Source, Sample.Id(), "content");

        await store.TrashAsync(Source, Sample.Id(), copy, default);
        await store.TrashAsync(Source, Sample.Id(), copy, default);
        Assert.True(Assert.Single(await store.AllAsync(Source)).InTrash);

        Assert.Equal(copy, await store.UntrashAsync(Source, Sample.Id(), copy, default));
        Assert.Equal(copy, await store.UntrashAsync(Source, Sample.Id(), copy, default));
        Assert.False(Assert.Single(await store.AllAsync(Source)).InTrash);

        await store.TrashAsync(Source, Sample.Id(), copy, default);
        await store.EmptyTrashAsync(Source, [Sample.Id()], default);
        await store.EmptyTrashAsync(Source, [Sample.Id()], default);
        await store.TrashAsync(Source, Sample.Id(), copy, default);
        Assert.Empty(await store.AllAsync(Source));
    }

    [Fact]
    public async Task Says_that_a_copy_is_missing()
    {
        var store = await OpenAsync();
        var copy = await store.PutAsync(Source, Sample.Id(), "content");
        await store.TrashAsync(Source, Sample.Id(), copy, default);
        await store.EmptyTrashAsync(Source, [Sample.Id()], default);

        Assert.Equal(StoreFailure.Missing, (await Assert.ThrowsAsync<StoreException>(() => store.ReadAsync(Source, Sample.Id(), copy, default))).Kind);
        Assert.Equal(StoreFailure.Missing, (await Assert.ThrowsAsync<StoreException>(() => store.UntrashAsync(Source, Sample.Id(), copy, default))).Kind);
    }

    [Fact]
    public async Task Describes_a_copy_anew_live_and_in_the_trash()
    {
        var store = await OpenAsync();
        var copy = await store.PutAsync(Source, Sample.Id(), "content");
        var pinned = Sample.Snapshot(Sample.Id(), "content") with { Pinned = true, Label = "keep\nthis" };

        await store.DescribeAsync(Sample.SideCar(Source, pinned), copy, default);
        Assert.True(Assert.Single(await store.AllAsync(Source)).SideCar!.Snapshot is { Pinned: true, Label: "keep\nthis" });

        await store.TrashAsync(Source, Sample.Id(), copy, default);
        await store.DescribeAsync(Sample.SideCar(Source, pinned with { Pinned = false }), copy, default);
        Assert.True(Assert.Single(await store.AllAsync(Source)) is { InTrash: true, SideCar.Snapshot: { Pinned: false, Label: not null } });
    }

    [Fact]
    public async Task Counts_live_and_trashed_bytes_of_all_its_sources()
    {
        var store = await OpenAsync();
        await store.OpenAsync(OtherSource, null, PlaceUse.Run, default);
        await store.PutAsync(Source, Sample.Id(1), "12345");
        await store.PutAsync(OtherSource, Sample.Id(1), "123");
        await store.TrashAsync(Source, Sample.Id(2), await store.PutAsync(Source, Sample.Id(2), "1234567"), default);

        var space = await store.SpaceAsync(Source, default);

        Assert.Equal((8, 7), (space.LiveBytes, space.TrashBytes));
        Assert.InRange(space.FreeBytes, 1, space.TotalBytes);
    }

    [Fact]
    public async Task Lets_one_run_a_source_and_others_read()
    {
        var first = await OpenAsync();
        await first.PutAsync(Source, Sample.Id(), "content");
        var second = Fresh();

        var locked = Assert.IsType<PlaceOpening.Locked>(await second.OpenAsync(Source, null, PlaceUse.Run, default));
        Assert.IsType<PlaceOpening.Here>(await second.OpenAsync(Source, null, PlaceUse.Read, default));
        Assert.Single(await second.AllAsync(Source));
        Assert.IsType<PlaceOpening.Here>(await second.OpenAsync(OtherSource, null, PlaceUse.Run, default));

        Assert.Contains($"process {Environment.ProcessId}", locked.Reason, StringComparison.Ordinal);
        await first.CloseAsync(Source);
        Assert.IsType<PlaceOpening.Here>(await second.OpenAsync(Source, null, PlaceUse.Run, default));
    }

    [Fact]
    public async Task Opens_again_under_a_copy_on_its_way()
    {
        var store = await OpenAsync();
        await using var staged = await store.StageAsync(Source, Sample.Id(), 0, default);
        await staged.WriteAsync("content"u8.ToArray(), default);

        Assert.IsType<PlaceOpening.Here>(await store.OpenAsync(Source, null, PlaceUse.Run, default));

        await staged.CommitAsync(Sample.SideCar(Source, Sample.Snapshot(Sample.Id(), "content")), LocalClaim.Instance, default);
        Assert.True(Assert.Single(await store.AllAsync(Source)).Complete);
    }

    [Fact]
    public async Task Carries_many_sources_at_once()
    {
        var store = await OpenAsync();
        var sources = Enumerable.Range(0, 8).Select(n => Sample.Source(Source.Path, $"many-{n}")).ToArray();
        foreach (var source in sources) await store.OpenAsync(source, null, PlaceUse.Run, default);

        await Task.WhenAll(sources.Select(async source =>
        {
            for (var n = 0; n < 5; n++) await store.PutAsync(source, Sample.Id(n), $"{source.Id} {n}");
        }));

        foreach (var source in sources)
            foreach (var found in await store.AllAsync(source))
                if (found.SideCar is { Snapshot: var snapshot })
                    Assert.Equal($"{source.Id} {snapshot.Id.Value[^1]}", await store.ContentAsync(source, snapshot.Id, snapshot.Copies[0]));
    }

    protected IBackupStore Fresh()
    {
        var store = New();
        _open.Add(store);
        return store;
    }

    /// <summary>A store whose place is made and opened to run <see cref="Source"/>.</summary>
    protected async Task<IBackupStore> OpenAsync()
    {
        var store = Fresh();
        Assert.IsType<PlaceOpening.Here>(await store.OpenAsync(Source, null, PlaceUse.Run, default));
        return store;
    }
}
