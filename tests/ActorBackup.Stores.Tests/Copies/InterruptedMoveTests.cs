using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Stores.Copies;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Copies;

/// <summary>Every state that a kill between two steps of a move can leave, made by hand: it must be listed as what it is, and the move must go on from it.</summary>
public sealed class InterruptedMoveTests : IDisposable
{
    private const string Name = "map_change_backup_20261120_090000.json", SideCarName = "20261120_090000.json";

    private readonly ScratchFolder _scratch = new();
    private readonly SourceLocation _source;
    private readonly CopyStore _store;

    public InterruptedMoveTests()
    {
        _source = Sample.Source(_scratch.Write("map.json", "{}"));
        _store = new CopyStore(Sample.Settings("backups"), TimeProvider.System, TimeZoneInfo.Utc);
    }

    private string Copy => _scratch["backups/" + Name];
    private string SideCar => _scratch["backups/.actorbackup/docs/" + SideCarName];
    private string TrashFolder => _scratch["backups/.actorbackup/trash/docs/20261120_090000"];
    private string TrashedCopy => Path.Join(TrashFolder, Name);
    private string TrashedSideCar => Path.Join(TrashFolder, ".side-car.json");

    public void Dispose()
    {
        _store.DisposeAsync().AsTask().Wait();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_side_car_without_its_copy_is_listed_as_incomplete_and_can_be_cleared()
    {
        var copy = await LiveAsync();
        File.Delete(Copy);

        Assert.True(await OnlyAsync() is { InTrash: false, Complete: false, SideCar: not null });
        await _store.TrashAsync(_source, Sample.Id(), copy, default);
        Assert.True(await OnlyAsync() is { InTrash: true, Complete: false });
        await _store.EmptyTrashAsync(_source, [Sample.Id()], default);

        Assert.Empty(await _store.AllAsync(_source));
    }

    [Fact]
    public async Task The_same_id_can_be_taken_again_after_a_side_car_was_left_without_its_copy()
    {
        await LiveAsync();
        File.Delete(Copy);

        await _store.PutAsync(_source, Sample.Id(), "[1,2]");

        Assert.True(await OnlyAsync() is { Complete: true, StoredBytes: 5 });
    }

    [Fact]
    public Task Only_the_trash_folder_was_made() => TrashGoesOnAsync(isInTrash: false, () => Directory.CreateDirectory(TrashFolder));

    [Fact]
    public Task The_copy_was_moved_to_the_trash() => TrashGoesOnAsync(isInTrash: true, () =>
    {
        Directory.CreateDirectory(TrashFolder);
        File.Move(Copy, TrashedCopy);
    });

    [Fact]
    public Task The_copy_was_moved_and_described_in_the_trash() => TrashGoesOnAsync(isInTrash: true, () =>
    {
        Directory.CreateDirectory(TrashFolder);
        File.Move(Copy, TrashedCopy);
        File.Copy(SideCar, TrashedSideCar);
    });

    [Fact]
    public Task The_copy_has_both_names_where_renames_are_links() => TrashGoesOnAsync(isInTrash: true, () =>
    {
        Directory.CreateDirectory(TrashFolder);
        HardLink.Make(Copy, TrashedCopy);
    });

    [Fact]
    public Task The_way_back_was_described_but_not_gone() => UndoGoesOnAsync(isInTrash: true, () => File.Copy(TrashedSideCar, SideCar));

    [Fact]
    public Task The_copy_came_back_and_left_its_description_in_the_trash() => UndoGoesOnAsync(isInTrash: false, () =>
    {
        File.Copy(TrashedSideCar, SideCar);
        File.Move(TrashedCopy, Copy);
    });

    [Fact]
    public Task The_copy_came_back_and_left_an_empty_folder() => UndoGoesOnAsync(isInTrash: false, () =>
    {
        File.Copy(TrashedSideCar, SideCar);
        File.Move(TrashedCopy, Copy);
        File.Delete(TrashedSideCar);
    });

    [Fact]
    public Task The_copy_has_both_names_on_the_way_back() => UndoGoesOnAsync(isInTrash: true, () =>
    {
        File.Copy(TrashedSideCar, SideCar);
        HardLink.Make(TrashedCopy, Copy);
    });

    [Fact]
    public async Task The_copy_was_removed_for_good_and_left_its_description()
    {
        await _store.TrashAsync(_source, Sample.Id(), await LiveAsync(), default);
        File.Delete(TrashedCopy);

        Assert.True(await OnlyAsync() is { InTrash: true, Complete: false });
        await _store.EmptyTrashAsync(_source, [Sample.Id()], default);

        Assert.Empty(await _store.AllAsync(_source));
    }

    private async Task<StoredCopy> LiveAsync()
    {
        await _store.OpenAsync(_source, null, PlaceUse.Run, default);
        return await _store.PutAsync(_source, Sample.Id(), "[1]");
    }

    private async Task TrashGoesOnAsync(bool isInTrash, Action kill)
    {
        var copy = await LiveAsync();
        kill();

        Assert.True(await OnlyAsync() is { Complete: true, SideCar: not null } found && found.InTrash == isInTrash);
        Assert.Equal("[1]", await _store.ContentAsync(_source, Sample.Id(), copy));

        await _store.TrashAsync(_source, Sample.Id(), copy, default);
        Assert.True(await OnlyAsync() is { InTrash: true, Complete: true, SideCar: not null });
        Assert.Equal(copy, await _store.UntrashAsync(_source, Sample.Id(), copy, default));
        Assert.True(await OnlyAsync() is { InTrash: false, Complete: true, SideCar: not null });
    }

    private async Task UndoGoesOnAsync(bool isInTrash, Action kill)
    {
        var copy = await LiveAsync();
        await _store.TrashAsync(_source, Sample.Id(), copy, default);
        kill();

        Assert.True(await OnlyAsync() is { Complete: true, SideCar: not null } found && found.InTrash == isInTrash);
        Assert.Equal("[1]", await _store.ContentAsync(_source, Sample.Id(), copy));

        Assert.Equal(copy, await _store.UntrashAsync(_source, Sample.Id(), copy, default));
        Assert.True(await OnlyAsync() is { InTrash: false, Complete: true, SideCar: not null });
        await _store.TrashAsync(_source, Sample.Id(), copy, default);
        Assert.True(await OnlyAsync() is { InTrash: true, Complete: true, SideCar: not null });
    }

    private async Task<FoundCopy> OnlyAsync() => Assert.Single(await _store.AllAsync(_source));
}
