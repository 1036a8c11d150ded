using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Pruning;
using ActorBackup.Repository.Restoring;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Fuzzing;

/// <summary>Whole repositories with changed files, and with documents that were sealed with the right key and say something wrong: whatever is done
/// with them ends in a result or a <see cref="RepositoryException"/>, and a restore writes nothing beside its target.</summary>
public sealed class RepositoryFuzzTests : IDisposable
{
    private const int Rounds = 120;

    private readonly ScratchFolder _scratch = new();
    private int _restored;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Works_on_any_repository_whose_files_were_changed()
    {
        var (original, mutations) = (Tiny(), new Mutations(11));
        for (var round = 0; round < Rounds; round++)
        {
            var file = original.Keys.ElementAt(round % original.Count);
            var backend = new MemoryBackend();
            foreach (var (handle, content) in original) backend.Overwrite(handle, handle == file ? mutations.Mutate(content) : content);
            await FailsWellAsync(async () =>
            {
                await using var repository = await SomeRepository.OpenAsync(backend);
                await UseAsync(repository);
            });
        }
    }

    [Fact]
    public async Task Works_on_any_tree()
    {
        using var vectors = VectorRepository.Open("repos", "v2-basic", "correct horse battery staple");
        var trees = vectors.Blobs(BlobType.Tree).Values.OrderBy(static json => json.Length).Where(static (json, i) => i % 4 == 0 && json.Length < 8000).ToArray();
        var mutations = new Mutations(12);
        for (var round = 0; round < Rounds; round++)
        {
            await using var repository = await SomeRepository.InitAsync(new MemoryBackend());
            await using var writer = repository.BeginWriting();
            var (tree, _) = await writer.AddAsync(BlobType.Tree, mutations.Mutate(trees[round % trees.Length]), default);
            await writer.FlushAsync(default);
            await repository.SaveSnapshotAsync(SomeRepository.Document(new TreeId(tree.Value)), default);
            await FailsWellAsync(() => UseAsync(repository));
        }
    }

    [Fact]
    public async Task Works_with_any_index_and_any_snapshot()
    {
        var mutations = new Mutations(13);
        for (var round = 0; round < Rounds; round++)
        {
            var backend = new MemoryBackend();
            await using var repository = await SomeRepository.InitAsync(backend);
            await SomeRepository.SnapshotAsync(repository, SomeRepository.Content(1, 3000), SomeRepository.Content(2, 100));
            await ReplaceAsync(repository, round % 2 == 0 ? FileKind.Index : FileKind.Snapshot, mutations);
            await FailsWellAsync(async () =>
            {
                await using var another = await SomeRepository.OpenAsync(backend);
                await UseAsync(another);
            });
        }
    }

    private static Dictionary<FileHandle, byte[]> Tiny()
    {
        using var vectors = VectorRepository.Open("crafted", "tiny-v2", SomeRepository.Password);
        return vectors.Files.ToDictionary(static file => Handle(file.Key), static file => file.Value);
    }

    private static FileHandle Handle(string path) => path.Split('/')[0] switch
    {
        "config" => FileHandle.Config,
        "data" => new FileHandle(FileKind.Pack, NameIn(path)),
        "index" => new FileHandle(FileKind.Index, NameIn(path)),
        "snapshots" => new FileHandle(FileKind.Snapshot, NameIn(path)),
        "keys" => new FileHandle(FileKind.Key, NameIn(path)),
        var other => throw new ArgumentException($"'{other}' holds nothing that the tiny repository has.", nameof(path)),
    };

    private static Sha256Value NameIn(string path) => Sha256Value.Parse(path.AsSpan(path.Length - 2 * Sha256Value.Length));

    private static async Task ReplaceAsync(OpenRepository repository, FileKind kind, Mutations mutations)
    {
        var files = new List<FileHandle>();
        await foreach (var file in repository.Backend.ListAsync(kind, default)) files.Add(file.File);
        foreach (var file in files)
        {
            var json = (await repository.LoadDocumentAsync(file, default)).ToArray();
            await repository.Backend.RemoveAsync(file, default);
            await repository.SaveDocumentAsync(kind, mutations.Mutate(json), default);
        }
    }

    private async Task UseAsync(OpenRepository repository)
    {
        await FailsWellAsync(() => CheckRun.RunAsync(repository, new CheckOptions { Reading = CheckReading.All, Lock = null }, static _ => { }, default));
        await FailsWellAsync(() => PruneRun.PlanAsync(repository, PruneOptions.Usual(1 << 20), new PruneMemory(), default));
        foreach (var snapshot in await repository.SnapshotsAsync(strict: false, default)) await FailsWellAsync(() => RestoreAsync(repository, snapshot.Document));
    }

    private async Task RestoreAsync(OpenRepository repository, SnapshotDocument snapshot)
    {
        var around = Directory.CreateDirectory(_scratch[$"{_restored++}"]);
        var target = Path.Join(around.FullName, "target");
        try
        {
            await RestoreRun.RunAsync(repository, new RestoreRequest(snapshot.Tree, target) { Sync = false }, null, default);
        }
        finally
        {
            Assert.All(around.EnumerateFileSystemInfos(), static entry => Assert.Equal("target", entry.Name));
        }
    }

    private static async Task FailsWellAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (RepositoryException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
