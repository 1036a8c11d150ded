using ActorBackup.Core.Stores;
using ActorBackup.Stores.Copies;

namespace ActorBackup.Stores.Tests.Copies;

public sealed class CopyStoreTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly SourceLocation _source;

    public CopyStoreTests() => _source = Sample.Source(_scratch.Write("map.json", "{}"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Names_a_copy_by_its_template_and_lists_it()
    {
        await using var store = new CopyStore(Sample.Settings("backups"), TimeProvider.System);
        await store.OpenAsync(_source, null, PlaceUse.Run, default);

        var copy = await store.PutAsync(_source, Sample.Id(), """{"a":1}""");

        Assert.Equal("map_change_backup_20261120_090000.json", copy.Handle);
        Assert.Equal("""{"a":1}""", File.ReadAllText(_scratch["backups/" + copy.Handle]));
        var found = Assert.Single(await store.AllAsync(_source));
        Assert.True(found is { Complete: true, InTrash: false, SideCar.Snapshot.Bytes: 7 });
    }

    [Fact]
    public async Task Comes_back_from_the_trash()
    {
        await using var store = new CopyStore(Sample.Settings("backups"), TimeProvider.System);
        await store.OpenAsync(_source, null, PlaceUse.Run, default);
        var copy = await store.PutAsync(_source, Sample.Id(), "{}");

        await store.TrashAsync(_source, Sample.Id(), copy, default);
        Assert.True(Assert.Single(await store.AllAsync(_source)) is { InTrash: true, Complete: true });
        var back = await store.UntrashAsync(_source, Sample.Id(), copy, default);

        Assert.Equal(copy, back);
        Assert.True(Assert.Single(await store.AllAsync(_source)) is { InTrash: false, Complete: true });
    }
}
