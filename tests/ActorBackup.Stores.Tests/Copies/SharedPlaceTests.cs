using ActorBackup.Core.Ownership;
using ActorBackup.Core.Stores;
using ActorBackup.Stores.Copies;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Copies;

/// <summary>One place, two nodes: each store object stands for one.</summary>
public sealed class SharedPlaceTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly List<CopyStore> _open = [];
    private readonly SourceLocation _source;

    public SharedPlaceTests() => _source = Sample.Source(_scratch.Write("map.json", "{}")) with { Shared = true };

    public void Dispose()
    {
        foreach (var store in _open) store.DisposeAsync().AsTask().Wait();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Both_nodes_open_it_and_neither_takes_a_lock()
    {
        await NodeAsync();
        await NodeAsync();

        Assert.DoesNotContain(Tmp(".."), file => file.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_who_make_it_at_once_find_one_identity()
    {
        for (var round = 0; round < 20; round++)
        {
            var source = Sample.Source(_scratch.Write($"{round}/map.json", "{}")) with { Shared = true };
            CopyStore[] nodes = [New(), New(), New(), New()];

            var openings = await Task.WhenAll(nodes.Select(node => OpenAsync(node, source)));

            Assert.Single(openings.Select(opening => opening.Identity).Distinct());
        }
    }

    [Fact]
    public async Task Removes_what_former_owners_left_and_nothing_else()
    {
        var node = await NodeAsync();
        string[] stay = ["docs.20261120_090000.3.part", "docs.20261120_090000.4.part", "other.20261120_090000.1.part", "docs.0123456789abcdef.20261120_090000.1.part", "notes.txt"];
        string[] go = ["docs.20261120_090000.2.part", "docs.20261120_090000_2.0.json", "docs.20261120_090000.1.0123.json"];
        foreach (var name in stay.Concat(go)) _scratch.Write($"backups/.actorbackup/tmp/{name}", "half");

        await node.RemoveLeftoversAsync(_source, below: 3, default);

        Assert.Equal(stay.Order(), Tmp("tmp").Order());
    }

    [Fact]
    public async Task A_copy_whose_claim_has_ended_gets_no_name()
    {
        var node = await NodeAsync();
        await using (var staged = await node.StageAsync(_source, Sample.Id(), 1, default))
        {
            await staged.WriteAsync("[1]"u8.ToArray(), default);

            var refused = await Assert.ThrowsAsync<StoreException>(() => staged.CommitAsync(Sample.SideCar(_source, Sample.Snapshot(Sample.Id(), "[1]", epoch: 1)), new Ends(0), default));
            Assert.Equal(StoreFailure.NotOwner, refused.Kind);
        }

        Assert.Empty(await node.AllAsync(_source));
        Assert.Empty(Tmp("tmp"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nor_if_it_ends_while_the_side_car_is_written(int asks)
    {
        var node = await NodeAsync();
        await using var staged = await node.StageAsync(_source, Sample.Id(), 1, default);
        await staged.WriteAsync("[1]"u8.ToArray(), default);

        await Assert.ThrowsAsync<StoreException>(() => staged.CommitAsync(Sample.SideCar(_source, Sample.Snapshot(Sample.Id(), "[1]", epoch: 1)), new Ends(asks), default));

        Assert.Empty(await node.AllAsync(_source));
    }

    [Fact]
    public async Task A_former_owner_whose_half_written_copy_was_removed_cannot_commit_it()
    {
        var (stale, next) = (await NodeAsync(), await NodeAsync());
        await using var staged = await stale.StageAsync(_source, Sample.Id(), 1, default);
        await staged.WriteAsync("[1]"u8.ToArray(), default);

        await next.RemoveLeftoversAsync(_source, below: 2, default);

        await Assert.ThrowsAsync<StoreException>(() => staged.CommitAsync(Sample.SideCar(_source, Sample.Snapshot(Sample.Id(), "[1]", epoch: 1)), LocalClaim.Instance, default));
        Assert.Empty(await next.AllAsync(_source));
    }

    [Fact]
    public async Task Two_describe_one_snapshot_at_once_and_its_side_car_stays_whole()
    {
        var (a, b) = (await NodeAsync(), await NodeAsync());
        var copy = await a.PutAsync(_source, Sample.Id(), "[1]", epoch: 1);
        var sideCar = Sample.SideCar(_source, Sample.Snapshot(Sample.Id(), "[1]", epoch: 1) with { Label = new string('x', 100_000) });

        for (var i = 0; i < 20; i++) await Task.WhenAll(a.DescribeAsync(sideCar, copy, default), b.DescribeAsync(sideCar, copy, default));

        Assert.Equal(sideCar.Snapshot.Label, Assert.Single(await a.AllAsync(_source)).SideCar?.Snapshot.Label);
        Assert.Empty(Tmp("tmp"));
    }

    [Fact]
    public async Task Maintenance_removes_old_leftovers_and_the_trash_of_forgotten_shared_sources()
    {
        var node = await NodeAsync();
        var (local, kept) = (Sample.Source(_source.Path, "local"), Sample.Source(_source.Path, "kept") with { Shared = true });
        foreach (var (source, epoch, n) in new[] { (_source, 3L, 1), (local, 0L, 2), (kept, 3L, 3) })
        {
            await OpenAsync(node, source);
            await node.TrashAsync(source, Sample.Id(n), await node.PutAsync(source, Sample.Id(n), $"[{n}]", epoch: epoch), default);
        }

        Old(_scratch.Write("backups/.actorbackup/tmp/docs.20261120_090000.1.part", "half"));
        _scratch.Write("backups/.actorbackup/tmp/docs.20261120_090000.2.part", "being written");
        var later = TimeProvider.System.GetUtcNow();

        var removed = await node.TidyAsync(_source, new Tidying(later.AddDays(-1), later.AddDays(1), ["kept"], Most: 100), () => true, default);

        Assert.Equal(new Tidied(1, 1, More: false), removed);
        Assert.Empty(await node.AllAsync(_source));
        Assert.Single(await node.AllAsync(local));
        Assert.Single(await node.AllAsync(kept));
        Assert.Equal(["docs.20261120_090000.2.part"], Tmp("tmp"));
    }

    [Fact]
    public async Task Maintenance_touches_no_trash_while_it_is_not_known_what_is_configured()
    {
        var node = await NodeAsync();
        await node.TrashAsync(_source, Sample.Id(), await node.PutAsync(_source, Sample.Id(), "[1]", epoch: 1), default);

        await node.TidyAsync(_source, new Tidying(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, null, Most: 100), () => true, default);

        Assert.Single(await node.AllAsync(_source));
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(2, 2, false)]
    [InlineData(100, 3, true)]
    public async Task Maintenance_asks_before_every_removal_and_stops_when_its_batch_is_full(int allowed, int expected, bool more)
    {
        var node = await NodeAsync();
        for (var n = 0; n < 5; n++) _scratch.Write($"backups/.actorbackup/tmp/docs.20261120_09000{n}.1.part", "half");
        var asked = 0;

        var removed = await node.TidyAsync(_source, new Tidying(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, [], Most: 3), () => ++asked <= allowed, default);

        Assert.Equal(new Tidied(expected, 0, more), removed);
        Assert.Equal(5 - expected, Tmp("tmp").Length);
    }

    private static void Old(string file) => File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private string[] Tmp(string folder) => Directory.Exists(_scratch[$"backups/.actorbackup/{folder}"])
        ? [.. Directory.GetFiles(_scratch[$"backups/.actorbackup/{folder}"]).Select(Path.GetFileName).OfType<string>()] : [];

    private CopyStore New()
    {
        var store = new CopyStore(Sample.Settings("backups"), TimeProvider.System);
        _open.Add(store);
        return store;
    }

    private async Task<CopyStore> NodeAsync()
    {
        var store = New();
        await OpenAsync(store, _source);
        return store;
    }

    private static async Task<PlaceOpening.Here> OpenAsync(CopyStore store, SourceLocation source) =>
        Assert.IsType<PlaceOpening.Here>(await store.OpenAsync(source, null, PlaceUse.Run, default));

    /// <summary>Holds for so many questions.</summary>
    private sealed class Ends(int asks) : IClaim
    {
        private int _left = asks;

        public long Epoch => 1;
        public bool Holds => --_left >= 0;
        public CancellationToken Ended => CancellationToken.None;
    }
}
