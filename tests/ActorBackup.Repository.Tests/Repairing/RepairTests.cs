using System.Text;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Repairing;
using ActorBackup.Repository.Tests.Checking;

namespace ActorBackup.Repository.Tests.Repairing;

public sealed class RepairTests
{
    private static readonly PackId Damaged = new(Sha256Value.Parse("df43c6e4193ba07b008c4a4d7df03cec58ef7d199c14c2da3046e43488a29153"));

    private static Task<MemoryBackend> LoadAsync(string name) => DamagedRepositories.LoadAsync(name);

    private static async Task<OpenRepository> OpenAsync(string name) => await DamagedRepositories.OpenAsync(await LoadAsync(name));

    private static async Task<List<Finding>> ErrorsAsync(OpenRepository repository)
    {
        var findings = new List<Finding>();
        await CheckRun.RunAsync(repository, new CheckOptions { Reading = CheckReading.All }, findings.Add, CancellationToken.None);
        return [.. findings.Where(f => f.Severity == FindingSeverity.Error)];
    }

    private static Task<IndexRepairResult> RepairIndexAsync(OpenRepository repository, bool fromNothing = false) =>
        IndexRepair.RunAsync(repository, fromNothing, CancellationToken.None);

    [Theory]
    [InlineData("deleted-index")]
    [InlineData("deleted-all-indexes")]
    [InlineData("truncated-index")]
    [InlineData("flip-index")]
    [InlineData("empty-index")]
    [InlineData("index-not-json")]
    [InlineData("index-unknown-encoding")]
    [InlineData("index-blob-missing")]
    [InlineData("index-unneeded-missing-pack")]
    public async Task Makes_the_index_whole_again(string name)
    {
        await using var repository = await OpenAsync(name);

        await RepairIndexAsync(repository);

        Assert.Empty(await ErrorsAsync(repository));
    }

    [Fact]
    public async Task Leaves_a_sound_index_as_it_is()
    {
        var backend = await LoadAsync("undamaged");
        await using var repository = await DamagedRepositories.OpenAsync(backend);

        var result = await RepairIndexAsync(repository);

        Assert.Equal(0, result.IndexesReplaced + result.IndexesWritten);
        Assert.Equal(2, backend.Count(FileKind.Index));
    }

    [Fact]
    public async Task Makes_an_index_from_nothing_but_headers()
    {
        await using var repository = await OpenAsync("undamaged");

        var result = await RepairIndexAsync(repository, fromNothing: true);

        Assert.Equal((4, 2, 1), (result.Read, result.IndexesReplaced, result.IndexesWritten));
        Assert.Empty(await ErrorsAsync(repository));
    }

    [Theory]
    [InlineData("empty-data-pack")]
    [InlineData("grown-data-pack")]
    public async Task Keeps_what_the_index_says_of_a_pack_that_cannot_say_it_itself(string name)
    {
        await using var repository = await OpenAsync(name);

        var result = await RepairIndexAsync(repository);

        Assert.Equal(Damaged, Assert.Single(result.Unreadable).Pack);
        Assert.Contains(await ErrorsAsync(repository), f => f.Kind == FindingKind.PackSize);
    }

    [Fact]
    public async Task Saves_all_blobs_of_a_pack_whose_end_is_damaged()
    {
        await using var repository = await OpenAsync("grown-data-pack");

        var result = await PackRepair.RunAsync(repository, new HashSet<PackId> { Damaged }, CancellationToken.None);

        Assert.Empty(result.Lost);
        Assert.Empty(await ErrorsAsync(repository));
    }

    [Fact]
    public async Task Stores_a_damaged_blob_again_from_the_file_it_came_from()
    {
        await using var repository = await OpenAsync("flip-data-blob");
        var result = await PackRepair.RunAsync(repository, new HashSet<PackId> { Damaged }, CancellationToken.None);
        var missing = await MissingBlobs.FindAsync(repository, CancellationToken.None);
        Assert.Equal(Assert.Single(result.Lost), Assert.Single(missing.Blobs));

        var left = await Recreation.FromFilesAsync(repository, missing,
            [() => new MemoryStream("other content"u8.ToArray()), () => new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("text ", 400))))], CancellationToken.None);

        Assert.Empty(left.Blobs);
        Assert.Empty(await ErrorsAsync(repository));
    }

    [Theory]
    [InlineData("flip-tree-blob", "f94fa98baaf22e4f77df07189bc1f302ada497d888cbd6605382837b1b1b35e3")]
    [InlineData("empty-data-pack", "df43c6e4193ba07b008c4a4d7df03cec58ef7d199c14c2da3046e43488a29153")]
    [InlineData("missing-data-pack", "df43c6e4193ba07b008c4a4d7df03cec58ef7d199c14c2da3046e43488a29153")]
    public async Task Brings_back_what_a_copy_still_has(string name, string pack)
    {
        await using var repository = await OpenAsync(name);
        await using var copy = await OpenAsync("undamaged");
        await PackRepair.RunAsync(repository, new HashSet<PackId> { new(Sha256Value.Parse(pack)) }, CancellationToken.None);

        var left = await Recreation.FromRepositoryAsync(repository, await MissingBlobs.FindAsync(repository, CancellationToken.None), copy, CancellationToken.None);

        Assert.Empty(left.Blobs);
        Assert.Empty(await ErrorsAsync(repository));
    }

    [Fact]
    public async Task Takes_what_is_lost_out_of_snapshots_and_says_what()
    {
        await using var repository = await OpenAsync("missing-data-pack");
        await RepairIndexAsync(repository);
        var before = await repository.SnapshotsAsync(strict: true, CancellationToken.None);

        var repaired = await SnapshotRepair.RunAsync(repository, before, forget: true, CancellationToken.None);

        Assert.Equal(before.Select(s => s.Id), repaired.Select(r => r.Old));
        Assert.Contains(repaired[0].Lost, line => line.Contains("d1/text", StringComparison.Ordinal));
        Assert.Empty(await ErrorsAsync(repository));
        var after = await repository.SnapshotsAsync(strict: true, CancellationToken.None);
        Assert.All(after, s => Assert.Contains(SnapshotRepair.Tag, s.Document.Tags));
        Assert.Equal(before.Select(s => s.Id), after.Select(s => s.Document.Original!.Value));
    }

    [Fact]
    public async Task Leaves_damaged_snapshots_beside_the_repaired_ones_unless_told_otherwise()
    {
        await using var repository = await OpenAsync("missing-data-pack");
        await RepairIndexAsync(repository);

        await SnapshotRepair.RunAsync(repository, await repository.SnapshotsAsync(strict: true, CancellationToken.None), forget: false, CancellationToken.None);

        Assert.Equal(4, (await repository.SnapshotsAsync(strict: true, CancellationToken.None)).Count);
    }

    [Theory]
    [InlineData("tree-file-content-null")]
    [InlineData("tree-dir-without-subtree")]
    [InlineData("tree-unknown-type")]
    [InlineData("snapshot-missing-tree")]
    [InlineData("tree-missing-data-blob")]
    public async Task Mends_snapshots_that_were_written_badly(string name)
    {
        await using var repository = await OpenAsync(name);

        var repaired = await SnapshotRepair.RunAsync(repository, await repository.SnapshotsAsync(strict: true, CancellationToken.None), forget: true, CancellationToken.None);

        Assert.NotEmpty(Assert.Single(repaired).Lost);
        Assert.Empty(await ErrorsAsync(repository));
    }

    [Fact]
    public async Task Changes_no_sound_snapshot()
    {
        await using var repository = await OpenAsync("undamaged");

        Assert.Empty(await SnapshotRepair.RunAsync(repository, await repository.SnapshotsAsync(strict: true, CancellationToken.None), forget: true, CancellationToken.None));
    }
}
