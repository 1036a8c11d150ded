using ActorBackup.Core.Ownership;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Stores.Copies;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Copies;

public sealed class CopyStoreTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly List<string> _warnings = [];
    private readonly List<CopyStore> _open = [];
    private readonly SourceLocation _source;

    public CopyStoreTests() => _source = Sample.Source(_scratch.Write("map.json", "{}"));

    public void Dispose()
    {
        foreach (var store in _open) store.DisposeAsync().AsTask().Wait();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Lays_a_place_out_as_the_rules_say()
    {
        var store = await OpenAsync();
        await store.PutAsync(_source, Sample.Id(1), "[1]");
        await store.TrashAsync(_source, Sample.Id(2), await store.PutAsync(_source, Sample.Id(2), "[2]", TriggerKind.BeforeChange), default);

        Assert.Equal(
            [
                ".actorbackup/docs.lock", ".actorbackup/docs/20261120_090001.json", ".actorbackup/store.json",
                ".actorbackup/trash/docs/20261120_090002/.side-car.json",
                ".actorbackup/trash/docs/20261120_090002/map_before-change_backup_20261120_090002.json",
                ".gitignore", "map_change_backup_20261120_090001.json",
            ],
            Files("backups"));
    }

    [Fact]
    public async Task Lets_nobody_else_read_what_it_writes()
    {
        var store = await OpenAsync();
        await store.PutAsync(_source, Sample.Id(), "secret");

        Assert.All(Files("backups"), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_scratch["backups/" + file])));
    }

    [Theory]
    [InlineData(false, "backups/.gitignore")]
    [InlineData(true, "backups/.actorbackup/.gitignore")]
    public async Task Hides_from_git_only_what_is_its_own(bool hasForeignFiles, string gitIgnore)
    {
        if (hasForeignFiles) _scratch.Write("backups/foreign.txt", "");
        await OpenAsync();

        Assert.Equal("*\n", File.ReadAllText(_scratch[gitIgnore]));
    }

    [Fact]
    public async Task Ends_a_first_contact_that_was_killed()
    {
        _scratch.Write("backups/.gitignore", "");
        _scratch.Write("backups/.actorbackup/store.json.0123.part", "{");

        await OpenAsync();

        Assert.Equal([".actorbackup/docs.lock", ".actorbackup/store.json", ".gitignore"], Files("backups"));
        Assert.Equal("*\n", File.ReadAllText(_scratch["backups/.gitignore"]));
    }

    [Fact]
    public async Task Never_makes_the_folder_of_a_source_that_is_gone()
    {
        var source = Sample.Source(_scratch["unmounted/map.json"]);

        Assert.IsType<PlaceOpening.Away>(await Store().OpenAsync(source, null, PlaceUse.Run, default));

        Assert.False(Directory.Exists(_scratch["unmounted"]));
    }

    [Fact]
    public async Task Writes_nothing_into_the_empty_mount_point_of_a_place_that_went_away()
    {
        var store = await OpenAsync();
        var identity = Assert.IsType<PlaceOpening.Here>(await store.OpenAsync(_source, null, PlaceUse.Run, default)).Identity;
        var copy = await store.PutAsync(_source, Sample.Id(1), "[1]");
        await using var staged = await store.StageAsync(_source, Sample.Id(2), 0, default);
        await staged.WriteAsync("[2]"u8.ToArray(), default);
        Directory.Move(_scratch["backups"], _scratch["elsewhere"]);
        Directory.CreateDirectory(_scratch["backups"]);

        Assert.IsType<PlaceOpening.Away>(await store.OpenAsync(_source, identity, PlaceUse.Run, default));
        await AwayAsync(() => staged.CommitAsync(Sample.SideCar(_source, Sample.Snapshot(Sample.Id(2), "[2]")), LocalClaim.Instance, default));
        await AwayAsync(() => store.StageAsync(_source, Sample.Id(3), 0, default));
        await AwayAsync(() => store.AllAsync(_source));
        await AwayAsync(() => store.TrashAsync(_source, Sample.Id(1), copy, default));
        await AwayAsync(() => store.EmptyTrashAsync(_source, [Sample.Id(1)], default));
        await AwayAsync(() => store.DescribeAsync(Sample.SideCar(_source, Sample.Snapshot(Sample.Id(1), "[1]")), copy, default));
        await AwayAsync(() => store.SpaceAsync(_source, default));
        Assert.Empty(Files("backups"));

        Directory.Delete(_scratch["backups"]);
        Directory.Move(_scratch["elsewhere"], _scratch["backups"]);
        Assert.IsType<PlaceOpening.Here>(await store.OpenAsync(_source, identity, PlaceUse.Run, default));
        Assert.Equal(copy.Handle, Assert.Single(await store.AllAsync(_source)).Handle);
    }

    [Fact]
    public async Task Takes_a_place_that_another_source_knows_for_away_and_not_for_new()
    {
        var store = await OpenAsync();
        Directory.Move(_scratch["backups"], _scratch["elsewhere"]);
        Directory.CreateDirectory(_scratch["backups"]);

        Assert.IsType<PlaceOpening.Away>(await store.OpenAsync(Sample.Source(_scratch["other.json"], "other"), null, PlaceUse.Run, default));

        Assert.Empty(Files("backups"));
    }

    [Fact]
    public async Task Leaves_foreign_files_alone_and_takes_the_next_free_name()
    {
        var store = await OpenAsync();
        _scratch.Write("backups/map_change_backup_20261120_090000.json", "foreign");

        var copy = await store.PutAsync(_source, Sample.Id(), "[1]");

        Assert.Equal("map_change_backup_20261120_090000_2.json", copy.Handle);
        Assert.Equal("foreign", File.ReadAllText(_scratch["backups/map_change_backup_20261120_090000.json"]));
    }

    [Fact]
    public async Task Comes_back_under_another_name_where_its_own_was_taken()
    {
        var store = await OpenAsync();
        var copy = await store.PutAsync(_source, Sample.Id(), "[1]");
        await store.TrashAsync(_source, Sample.Id(), copy, default);
        _scratch.Write("backups/" + copy.Handle, "foreign");

        await store.TrashAsync(_source, Sample.Id(), copy, default);
        var back = await store.UntrashAsync(_source, Sample.Id(), copy, default);

        Assert.Equal("map_change_backup_20261120_090000_2.json", back.Handle);
        Assert.Equal("[1]", await store.ContentAsync(_source, Sample.Id(), back));
        Assert.Equal("foreign", File.ReadAllText(_scratch["backups/" + copy.Handle]));
    }

    [Fact]
    public async Task Gives_no_name_twice_even_while_its_copy_is_missing()
    {
        var store = Store("{stem}_{time:yyyy-MM-dd}{ext}");
        await store.OpenAsync(_source, null, PlaceUse.Run, default);
        var lost = await store.PutAsync(_source, Sample.Id(1), "[1]");
        File.Delete(_scratch["backups/" + lost.Handle]);

        var copy = await store.PutAsync(_source, Sample.Id(2), "[2]");

        Assert.Equal(("map_2026-11-20.json", "map_2026-11-20_2.json"), (lost.Handle, copy.Handle));
    }

    [Fact]
    public async Task Lists_by_name_what_has_no_side_car()
    {
        var store = await OpenAsync();
        _scratch.Write("backups/map_manual_backup_20250101_120000.json", "[1]");
        _scratch.Write("backups/map_notes.json", "[1]");
        _scratch.Write("backups/other_manual_backup_20250101_120000.json", "[1]");

        var found = Assert.Single(await store.AllAsync(_source));

        Assert.Equal(
            new FoundCopy(null, "map_manual_backup_20250101_120000.json", new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.Zero), 3, false, true), found);
    }

    [Fact]
    public async Task Moves_what_has_no_side_car_to_the_trash_and_back()
    {
        var store = await OpenAsync();
        _scratch.Write("backups/map_manual_backup_20250101_120000.json", "[1]");
        var copy = new StoredCopy(Sample.Store, "map_manual_backup_20250101_120000.json", 3);
        var id = SnapshotId.Parse("20250101_120000");

        await store.TrashAsync(_source, id, copy, default);
        Assert.True(Assert.Single(await store.AllAsync(_source)) is { SideCar: null, InTrash: true, StoredBytes: 3 });

        Assert.Equal(copy, await store.UntrashAsync(_source, id, copy, default));
        Assert.True(Assert.Single(await store.AllAsync(_source)) is { SideCar: null, InTrash: false });
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"format":99}""")]
    public async Task Lists_by_name_what_has_a_damaged_side_car_and_warns(string sideCar)
    {
        var store = await OpenAsync();
        var copy = await store.PutAsync(_source, Sample.Id(), "[1]");
        _scratch.Write("backups/.actorbackup/docs/20261120_090000.json", sideCar);

        var found = Assert.Single(await store.AllAsync(_source));

        Assert.Equal((null, copy.Handle), (found.SideCar, found.Handle));
        Assert.Contains("20261120_090000.json is damaged", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_a_cut_or_missing_copy_as_incomplete()
    {
        var store = await OpenAsync();
        var cut = await store.PutAsync(_source, Sample.Id(1), "[1]");
        var gone = await store.PutAsync(_source, Sample.Id(2), "[2]");
        _scratch.Write("backups/" + cut.Handle, "[");
        File.Delete(_scratch["backups/" + gone.Handle]);

        Assert.Equal([(1L, false), (0L, false)], (await store.AllAsync(_source)).OrderBy(f => f.Handle).Select(f => (f.StoredBytes, f.Complete)));
    }

    [Theory]
    [InlineData("../map.json")]
    [InlineData("/etc/passwd")]
    [InlineData(".actorbackup")]
    [InlineData("..")]
    public async Task Follows_no_handle_out_of_its_place(string handle)
    {
        var store = await OpenAsync();
        var forged = new StoredCopy(Sample.Store, handle, 2);

        await Assert.ThrowsAsync<StoreException>(() => store.ReadAsync(_source, Sample.Id(), forged, default));
        await store.TrashAsync(_source, Sample.Id(), forged, default);

        Assert.True(File.Exists(_source.Path));
        Assert.Empty(await store.AllAsync(_source));
    }

    [Theory]
    [InlineData(".actorbackup/docs")]
    [InlineData(".actorbackup/tmp")]
    [InlineData(".actorbackup/trash")]
    public async Task Writes_through_no_link_in_its_place(string part)
    {
        var store = await OpenAsync();
        Directory.CreateDirectory(_scratch["victim"]);
        File.CreateSymbolicLink(_scratch["backups/" + part], _scratch["victim"]);

        var failure = await Assert.ThrowsAsync<StoreException>(async () =>
            await store.TrashAsync(_source, Sample.Id(), await store.PutAsync(_source, Sample.Id(), "[1]"), default));

        Assert.Contains("remove what lies in the place of the store's own folder", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Files("victim"));
    }

    [Fact]
    public async Task Removes_at_its_start_what_a_killed_run_of_the_same_source_left()
    {
        await OpenAsync();
        string[] left = ["docs.20261120_090000.0.part", "docs.20261120_090000.0.json", "docs.0123456789abcdef.20261120_090000.0.part", "other.20261120_090000.0.part"];
        foreach (var name in left) _scratch.Write("backups/.actorbackup/tmp/" + name, "half");
        await _open[0].CloseAsync(_source);

        await OpenAsync();

        Assert.Equal(left[2..], Files("backups/.actorbackup/tmp"));
    }

    [Fact]
    public async Task Refuses_when_less_than_min_free_is_left()
    {
        var store = Store(minFree: 1);
        await store.OpenAsync(_source, null, PlaceUse.Run, default);

        var failure = await Assert.ThrowsAsync<StoreException>(() => store.StageAsync(_source, Sample.Id(), 0, default));

        Assert.Equal(StoreFailure.Full, failure.Kind);
        Assert.Contains("less than min-free (100 %)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("with space 🗝 ключ.json")]
    [InlineData("zeile\numbruch.json")]
    [InlineData("-rf.json")]
    public async Task Takes_sources_of_any_name(string name)
    {
        var source = Sample.Source(_scratch.Write(name, "{}"));
        var store = Store();
        await store.OpenAsync(source, null, PlaceUse.Run, default);

        var copy = await store.PutAsync(source, Sample.Id(), "[1]");

        Assert.Equal("[1]", await store.ContentAsync(source, Sample.Id(), copy));
        Assert.Equal(source.Path, Assert.Single(await store.AllAsync(source)).SideCar!.SourcePath);
    }

    [Fact]
    public async Task Cuts_the_name_of_a_source_whose_name_is_as_long_as_can_be()
    {
        var source = Sample.Source(_scratch.Write(new string('n', 250) + ".json", "{}"));
        var store = Store();
        await store.OpenAsync(source, null, PlaceUse.Run, default);

        var copy = await store.PutAsync(source, Sample.Id(), "[1]");

        Assert.EndsWith("n_change_backup_20261120_090000.json", copy.Handle, StringComparison.Ordinal);
        Assert.True(Assert.Single(await store.AllAsync(source)).Complete);
    }

    [Fact]
    public async Task Says_who_it_is_when_the_place_is_a_file()
    {
        _scratch.Write("backups", "");

        var away = Assert.IsType<PlaceOpening.Away>(await Store().OpenAsync(_source, null, PlaceUse.Run, default));

        Assert.Contains("backups", away.Reason, StringComparison.Ordinal);
    }

    private CopyStore Store(string template = Sample.Template, double minFree = 0)
    {
        var store = new CopyStore(Sample.Settings("backups", template, minFree), TimeProvider.System, TimeZoneInfo.Utc, _warnings.Add);
        _open.Add(store);
        return store;
    }

    private async Task<CopyStore> OpenAsync()
    {
        var store = Store();
        Assert.IsType<PlaceOpening.Here>(await store.OpenAsync(_source, null, PlaceUse.Run, default));
        return store;
    }

    private static async Task AwayAsync(Func<Task> operation) =>
        Assert.Equal(StoreFailure.Away, (await Assert.ThrowsAsync<StoreException>(operation)).Kind);

    private string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(_scratch[folder], "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(f => Path.GetRelativePath(_scratch[folder], f)).Order(StringComparer.Ordinal)];
}
