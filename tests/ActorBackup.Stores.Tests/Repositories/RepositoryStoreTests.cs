using System.Collections.Immutable;
using System.Text.Json;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Stores.Repositories;
using ActorBackup.Testing;

namespace ActorBackup.Stores.Tests.Repositories;

public sealed class RepositoryStoreTests : IAsyncLifetime
{
    private readonly ScratchFolder _scratch = new();
    private readonly List<RepositoryStore> _open = [];
    private readonly SourceLocation _source;

    public RepositoryStoreTests() => _source = Sample.Source(_scratch.Write("deep/map 🗂.json", "{}"));

    private string Location => _scratch["vault"];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var store in _open) await store.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Stock_restic_lists_checks_and_restores_what_was_committed()
    {
        var store = await OpenAsync();
        await store.PutAsync(_source, Sample.Id(1), "[1]");
        var stamp = new FileStamp(1, 77, 5, 1_600_000_000_123_456_789, 1_600_000_001_000_000_000, 0b110_100_000, 0, 0, false);
        await PutAsync(store, Sample.Snapshot(Sample.Id(2), "[1,2]") with { Stamp = stamp, Items = 2, Label = "before, the change" }, "[1,2]");

        using var listed = JsonDocument.Parse(await Restic.RunAsync(Location, "snapshots", "--json", "--tag", "source=docs,trigger=change"));
        await Restic.RunAsync(Location, "check", "--read-data");
        await Restic.RunAsync(Location, "restore", "latest", "--tag", "items=2", "--target", _scratch["back"]);

        Assert.Equal([_source.Path, _source.Path], listed.RootElement.EnumerateArray().Select(s => s.GetProperty("paths")[0].GetString()!));
        var back = new FileInfo(_scratch["back"] + _source.Path);
        Assert.Equal("[1,2]", await File.ReadAllTextAsync(back.FullName));
        Assert.Equal((UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, new DateTime(1_600_000_000L * 10_000_000 + 1_234_567 + DateTime.UnixEpoch.Ticks, DateTimeKind.Utc)), (back.UnixFileMode, back.LastWriteTimeUtc));
    }

    [Fact]
    public async Task Another_process_reads_all_of_a_side_car_from_the_repository_alone()
    {
        var stamp = new FileStamp(9, 77, 3, 1, 2, 0b110_000_000, 1000, 1000, true);
        var snapshot = Sample.Snapshot(Sample.Id(), "[1]") with { Sequence = 12, Items = 1, Tier = "frequent", Pinned = true, ParsedAs = "json", Stamp = stamp, Counters = ImmutableSortedDictionary<string, double>.Empty.Add("ean", 2.5) };
        var copy = await PutAsync(await OpenAsync(), snapshot, "[1]");

        var found = Assert.Single(await (await LookAsync()).AllAsync(_source));

        Assert.Equivalent(snapshot with { Copies = [copy] }, found.SideCar!.Snapshot, strict: true);
    }

    [Fact]
    public async Task Marks_are_written_in_one_batch_and_leave_the_handle_as_it_is()
    {
        var store = await OpenAsync();
        var first = await store.PutAsync(_source, Sample.Id(1), "1");
        var second = await store.PutAsync(_source, Sample.Id(2), "2");
        var removed = first with { State = CopyState.Trash, RemovedBy = "keep-last 1", RemovedAt = new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.Zero) };
        await store.TrashAsync(_source, Sample.Id(1), removed, default);
        await store.DescribeAsync(Sample.SideCar(_source, Sample.Snapshot(Sample.Id(2), "2") with { Pinned = true }), second, default);
        Assert.DoesNotContain(await (await LookAsync()).AllAsync(_source), f => f.InTrash);

        var done = await store.MaintainAsync(StoreWork.Marks, () => true, default);
        var nothing = await store.MaintainAsync(StoreWork.Marks, () => true, default);
        var seen = (await (await LookAsync()).AllAsync(_source)).ToDictionary(f => f.SideCar!.Snapshot.Id);

        Assert.Equal(["wrote the marks of 2 snapshots"], done);
        Assert.Empty(nothing);
        Assert.Equal((true, removed), (seen[Sample.Id(1)].InTrash, seen[Sample.Id(1)].SideCar!.Snapshot.Copies[0]));
        Assert.Equal((false, second.Handle, true), (seen[Sample.Id(2)].InTrash, seen[Sample.Id(2)].Handle, seen[Sample.Id(2)].SideCar!.Snapshot.Pinned));
        Assert.Equal("1", await store.ContentAsync(_source, Sample.Id(1), removed));
        await Restic.RunAsync(Location, "check");
    }

    [Fact]
    public async Task Marks_that_were_put_off_are_written_when_the_store_closes()
    {
        var store = await OpenAsync();
        await store.TrashAsync(_source, Sample.Id(), await store.PutAsync(_source, Sample.Id(), "1"), default);

        await store.DisposeAsync();

        Assert.True(Assert.Single(await (await LookAsync()).AllAsync(_source)).InTrash);
    }

    [Fact]
    public async Task What_is_emptied_from_the_trash_is_gone_for_restic_too_and_pruned_in_the_days_work()
    {
        var store = await OpenAsync();
        var copy = await store.PutAsync(_source, Sample.Id(1), new string('x', 100_000));
        await store.PutAsync(_source, Sample.Id(2), "stays");
        await store.TrashAsync(_source, Sample.Id(1), copy, default);

        await store.EmptyTrashAsync(_source, [Sample.Id(1), Sample.Id(2)], default);
        var done = await store.MaintainAsync(StoreWork.Daily, () => true, default);

        Assert.Contains(done, line => line.StartsWith("removed ", StringComparison.Ordinal));
        Assert.Equal(Sample.Id(2), Assert.Single(await store.AllAsync(_source)).SideCar!.Snapshot.Id);
        using var listed = JsonDocument.Parse(await Restic.RunAsync(Location, "snapshots", "--json"));
        Assert.Equal(1, listed.RootElement.GetArrayLength());
        await Restic.RunAsync(Location, "check", "--read-data");
    }

    [Fact]
    public async Task Nothing_is_removed_once_the_right_has_ended()
    {
        var store = await OpenAsync();
        await store.TrashAsync(_source, Sample.Id(), await store.PutAsync(_source, Sample.Id(), "1"), default);

        var failure = await Assert.ThrowsAsync<StoreException>(() => store.EmptyTrashAsync(_source, [Sample.Id()], new EndedClaim(), default));

        Assert.Equal(StoreFailure.NotOwner, failure.Kind);
        Assert.Single(await (await LookAsync()).AllAsync(_source));
    }

    [Fact]
    public async Task Nothing_is_listed_once_the_right_has_ended()
    {
        var store = await OpenAsync();
        await using var staged = await store.StageAsync(_source, Sample.Id(), 3, default);
        await staged.WriteAsync("1"u8.ToArray(), default);

        var failure = await Assert.ThrowsAsync<StoreException>(() => staged.CommitAsync(Sample.SideCar(_source, Sample.Snapshot(Sample.Id(), "1", epoch: 3)), new EndedClaim(), default));

        Assert.Equal(StoreFailure.NotOwner, failure.Kind);
        Assert.Empty(await (await LookAsync()).AllAsync(_source));
    }

    [Fact]
    public async Task Large_content_is_stored_while_it_comes_and_shares_what_it_has_in_common()
    {
        var (store, content) = (await OpenAsync(), Noise(12 << 20));
        await using (var staged = await store.StageAsync(_source, Sample.Id(1), 0, default))
        {
            await staged.WriteAsync(content, default);
            await staged.ResetAsync(default);
            foreach (var piece in content.Chunk(1_000_003)) await staged.WriteAsync(piece, default);
            await staged.CommitAsync(Sample.SideCar(_source, SnapshotOf(Sample.Id(1), content)), LocalClaim.Instance, default);
        }
        var before = Size();
        byte[] changed = [.. content, 1];
        await using (var staged = await store.StageAsync(_source, Sample.Id(2), 0, default))
        {
            await staged.WriteAsync(changed, default);
            await staged.CommitAsync(Sample.SideCar(_source, SnapshotOf(Sample.Id(2), changed)), LocalClaim.Instance, default);
        }

        await using var stream = await store.ReadAsync(_source, Sample.Id(2), (await store.AllAsync(_source)).Single(f => f.SideCar!.Snapshot.Id == Sample.Id(2)).SideCar!.Snapshot.Copies[0], default);
        Assert.Equal(SnapshotOf(Sample.Id(2), changed).Digest, ContentDigest.Of(await System.Security.Cryptography.SHA256.HashDataAsync(stream)));
        Assert.InRange(Size() - before, 1, 9 << 20);
    }

    [Fact]
    public async Task Large_content_that_is_not_committed_leaves_nothing_listed_and_no_lock()
    {
        var store = await OpenAsync();
        await using (var staged = await store.StageAsync(_source, Sample.Id(), 0, default)) await staged.WriteAsync(Noise(6 << 20), default);

        Assert.Empty(await store.AllAsync(_source));
        Assert.Empty(Directory.GetFiles(Path.Join(Location, "locks")));
        await Restic.RunAsync(Location, "check");
    }

    [Fact]
    public async Task A_wrong_password_is_one_error_that_names_the_file()
    {
        await (await OpenAsync()).DisposeAsync();
        var file = _scratch.Write("wrong.password", "another\n");
        var store = Store(VaultSample.Settings(Location) with { Password = null, PasswordFile = file });

        var away = Assert.IsType<PlaceOpening.Away>(await store.OpenAsync(_source, null, PlaceUse.Run, default));
        var still = Assert.IsType<PlaceOpening.Away>(await store.OpenAsync(_source, null, PlaceUse.Run, default));
        await File.WriteAllTextAsync(file, $"\uFEFF{VaultSample.Password}\n");
        var right = await store.OpenAsync(_source, null, PlaceUse.Run, default);

        Assert.Contains($"wrong password for the repository {Location}", away.Reason, StringComparison.Ordinal);
        Assert.Contains(file, away.Reason, StringComparison.Ordinal);
        Assert.Equal(away.Reason, still.Reason);
        Assert.IsType<PlaceOpening.Here>(right);
    }

    [Fact]
    public async Task A_missing_password_file_makes_no_repository()
    {
        var store = Store(VaultSample.Settings(Location) with { Password = null, PasswordFile = _scratch["nowhere"] });

        var away = Assert.IsType<PlaceOpening.Away>(await store.OpenAsync(_source, null, PlaceUse.Run, default));

        Assert.Contains($"its password file {_scratch["nowhere"]} is not there", away.Reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Location));
    }

    [Fact]
    public async Task Without_create_nothing_is_made()
    {
        var away = Assert.IsType<PlaceOpening.Away>(await Store(VaultSample.Settings(Location) with { Create = false }).OpenAsync(_source, null, PlaceUse.Run, default));

        Assert.Contains("`actorbackup store init copies`", away.Reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Location));
    }

    [Fact]
    public async Task A_known_repository_that_went_away_is_neither_made_anew_nor_written_to()
    {
        var store = await OpenAsync();
        await store.PutAsync(_source, Sample.Id(1), "1");
        await using var staged = await store.StageAsync(_source, Sample.Id(2), 0, default);
        await staged.WriteAsync("2"u8.ToArray(), default);
        Directory.Move(Location, _scratch["elsewhere"]);
        Directory.CreateDirectory(Location);

        Assert.IsType<PlaceOpening.Away>(await store.OpenAsync(_source, null, PlaceUse.Run, default));
        await Assert.ThrowsAnyAsync<StoreException>(() => staged.CommitAsync(Sample.SideCar(_source, Sample.Snapshot(Sample.Id(2), "2")), LocalClaim.Instance, default));
        Assert.Empty(Directory.GetFileSystemEntries(Location));
        Directory.Delete(Location);
        Directory.Move(_scratch["elsewhere"], Location);

        Assert.IsType<PlaceOpening.Here>(await store.OpenAsync(_source, null, PlaceUse.Run, default));
        Assert.Single(await store.AllAsync(_source));
    }

    [Fact]
    public async Task What_restic_stored_is_left_alone()
    {
        var store = await OpenAsync();
        await Restic.RunAsync(Location, "backup", _source.Path);
        await Restic.RunAsync(Location, "backup", "--tag", "source=docs,id=nonsense", _source.Path);

        Assert.Empty(await store.AllAsync(_source));
        await store.PutAsync(_source, Sample.Id(), "1");
        Assert.Single(await store.AllAsync(_source));
    }

    [Fact]
    public async Task Tags_that_a_user_gave_survive_ours()
    {
        var store = await OpenAsync();
        var copy = await store.PutAsync(_source, Sample.Id(), "1");
        await Restic.RunAsync(Location, "tag", "--add", "precious");

        await store.DescribeAsync(Sample.SideCar(_source, Sample.Snapshot(Sample.Id(), "1") with { Pinned = true }), copy, default);
        await store.MaintainAsync(StoreWork.Marks, () => true, default);

        Assert.Equal(copy.Handle, Assert.Single(await store.AllAsync(_source)).Handle);
        using var listed = JsonDocument.Parse(await Restic.RunAsync(Location, "snapshots", "--json", "--tag", "precious,pin"));
        Assert.Equal(1, listed.RootElement.GetArrayLength());
    }

    private static Snapshot SnapshotOf(SnapshotId id, byte[] content) => Sample.Snapshot(id, "") with
    {
        Bytes = content.Length,
        Digest = ContentDigest.Of(System.Security.Cryptography.SHA256.HashData(content)),
    };

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(20261120).NextBytes(noise);
        return noise;
    }

    private long Size() => new DirectoryInfo(Path.Join(Location, "data")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    private async Task<StoredCopy> PutAsync(RepositoryStore store, Snapshot snapshot, string content)
    {
        await using var staged = await store.StageAsync(_source, snapshot.Id, snapshot.Epoch, default);
        await staged.WriteAsync(System.Text.Encoding.UTF8.GetBytes(content), default);
        return await staged.CommitAsync(Sample.SideCar(_source, snapshot), LocalClaim.Instance, default);
    }

    private async Task<RepositoryStore> OpenAsync()
    {
        var store = Store(VaultSample.Settings(Location));
        Assert.IsType<PlaceOpening.Here>(await store.OpenAsync(_source, null, PlaceUse.Run, default));
        return store;
    }

    private async Task<RepositoryStore> LookAsync()
    {
        var store = Store(VaultSample.Settings(Location));
        Assert.IsType<PlaceOpening.Here>(await store.OpenAsync(_source, null, PlaceUse.Read, default));
        return store;
    }

    private RepositoryStore Store(RepositorySettings settings)
    {
        var store = VaultSample.Store(settings);
        _open.Add(store);
        return store;
    }

    private sealed class EndedClaim : IClaim
    {
        public long Epoch => 3;
        public bool Holds => false;
        public CancellationToken Ended => new(canceled: true);
    }
}
