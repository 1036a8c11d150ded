using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Forgetting;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Pruning;
using ActorBackup.Repository.Tests.Checking;

namespace ActorBackup.Repository.Tests.Pruning;

/// <summary>Whatever restic wrote, of either version, before or after an upgrade.</summary>
public sealed class ResticsRepositoriesTests
{
    public static TheoryData<string> Names => VectorRepository.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Are_found_sound_and_stay_so_when_they_are_pruned(string name)
    {
        await using var repository = await OpenAsync(name);
        Assert.Empty(await FindingsAsync(repository));
        var snapshots = await repository.SnapshotsAsync(strict: true, CancellationToken.None);
        await ForgetRun.RunAsync(repository, snapshots.Take(snapshots.Count - 1).Select(s => s.Id), CancellationToken.None);

        await PruneRun.RunAsync(repository, Everything, new PruneMemory(), CancellationToken.None);

        Assert.Empty(await FindingsAsync(repository));
        Assert.Equal(snapshots[^1].Id, Assert.Single(await repository.SnapshotsAsync(strict: true, CancellationToken.None)).Id);
        Assert.True((await PruneRun.PlanAsync(repository, Everything, new PruneMemory(), CancellationToken.None)).Plan.IsEmpty);
    }

    [Fact]
    public async Task Are_compressed_after_an_upgrade()
    {
        await using var repository = await OpenAsync("v1-upgraded-to-v2");
        var before = await PacksAsync(repository);

        await PruneRun.RunAsync(repository, Everything with { RepackUncompressed = true }, new PruneMemory(), CancellationToken.None);

        var after = await PacksAsync(repository);
        Assert.Contains(before, p => p.Type == BlobType.Tree && p.HasUncompressed);
        Assert.DoesNotContain(after, p => p.Type == BlobType.Tree && p.HasUncompressed);
        Assert.InRange(Data(after), 1, Data(before) - 1);
        Assert.Empty(await FindingsAsync(repository));

        static long Data(IEnumerable<PackState> packs) => packs.Where(p => p.Type == BlobType.Data).Sum(p => p.UsedBytes);
    }

    private static async Task<List<PackState>> PacksAsync(OpenRepository repository) =>
        [.. (await PruneRun.PlanAsync(repository, Everything, new PruneMemory(), CancellationToken.None)).Plan.Decisions.Select(d => d.Pack)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Have_an_index_that_can_be_made_again_from_their_packs(string name)
    {
        await using var repository = await OpenAsync(name);
        var before = repository.Index.Count;
        await foreach (var file in repository.Backend.ListAsync(FileKind.Index, CancellationToken.None)) await repository.Backend.RemoveAsync(file.File, CancellationToken.None);

        var result = await Repository.Repairing.IndexRepair.RunAsync(repository, fromNothing: false, CancellationToken.None);

        Assert.Empty(result.Unreadable);
        Assert.Equal(before, repository.Index.Count);
        Assert.Empty(await FindingsAsync(repository));
    }

    private static PruneOptions Everything { get; } = new() { MaxUnused = UnusedTolerance.None };

    private static async Task<OpenRepository> OpenAsync(string name)
    {
        var backend = new MemoryBackend();
        using var vector = VectorRepository.OpenWithFacts(name).Item1;
        foreach (var (path, content) in vector.Files)
            if (Handle(path) is { } file) backend.Overwrite(file, content);
        var password = VectorFile.Json($"repos/{name}.json").GetProperty("passwords")[0].GetString()!;
        var repository = await OpenRepository.OpenAsync(backend, password, DamagedRepositories.Options, CancellationToken.None);
        await repository.RefreshIndexAsync(CancellationToken.None);
        return repository;
    }

    private static FileHandle? Handle(string path) => path == "config" ? FileHandle.Config
        : !Sha256Value.TryParse(Path.GetFileName(path), out var id) ? null
        : path.Split('/')[0] switch
        {
            "keys" => new FileHandle(FileKind.Key, id),
            "locks" => new FileHandle(FileKind.Lock, id),
            "snapshots" => new FileHandle(FileKind.Snapshot, id),
            "index" => new FileHandle(FileKind.Index, id),
            "data" => new FileHandle(FileKind.Pack, id),
            _ => null,
        };

    private static async Task<List<Finding>> FindingsAsync(OpenRepository repository)
    {
        var findings = new List<Finding>();
        await CheckRun.RunAsync(repository, new CheckOptions { Reading = CheckReading.All }, findings.Add, CancellationToken.None);
        return findings;
    }
}
