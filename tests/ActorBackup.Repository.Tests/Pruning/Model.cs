using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests.Pruning;

/// <summary>A repository in memory beside what it must hold: the files of each snapshot, by path.</summary>
internal sealed class Model(int seed, MemoryBackend backend)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, byte[]> _files = [];

    public HastyTime Time { get; } = new(Some.Noon);

    public MemoryBackend Backend { get; private set; } = backend;

    public Dictionary<SnapshotFileId, Dictionary<string, byte[]>> Snapshots { get; } = [];

    public RepositoryOptions Options => SomeRepository.Options with { Clock = Time, BootClock = Time, PackBytes = 4 << 10 };

    public int Next(int below) => _random.Next(below);

    public static async Task<Model> MakeAsync(int seed, int snapshots)
    {
        var model = new Model(seed, new MemoryBackend());
        await using var repository = await SomeRepository.InitAsync(model.Backend, model.Options);
        for (var i = 0; i < snapshots; i++) await model.BackUpAsync(repository);
        return model;
    }

    /// <summary>The same, on a copy of its files.</summary>
    public Model Copy()
    {
        var copy = new Model(0, Backend.Copy());
        foreach (var (id, files) in Snapshots) copy.Snapshots[id] = files;
        copy.Time.Now = Time.Now;
        return copy;
    }

    public Task<OpenRepository> OpenAsync() => SomeRepository.OpenAsync(Backend, Options);

    /// <summary>Some files changed, came, went; then a snapshot, an hour later.</summary>
    public async Task BackUpAsync(OpenRepository repository)
    {
        for (var i = 0; i < 1 + Next(4); i++)
        {
            var path = $"/f{Next(3)}/g{Next(2)}/{Next(4)}";
            if (Next(5) == 0) _files.Remove(path);
            else _files[path] = SomeRepository.Content(Next(200), 1 + Next(2_000));
        }
        Time.Now += TimeSpan.FromHours(1);
        await repository.RefreshIndexAsync(CancellationToken.None);
        await using var writer = repository.BeginWriting();
        var tree = await AddAsync(writer, "");
        await writer.FlushAsync(CancellationToken.None);
        var document = new SnapshotDocument(NodeTime.From(Time.Now), tree, ["/data"]) { Hostname = "somewhere", Tags = ["kept"] };
        Snapshots[await repository.SaveSnapshotAsync(document, CancellationToken.None)] = new(_files);
    }

    public async Task ForgetAsync(OpenRepository repository, SnapshotFileId id)
    {
        Snapshots.Remove(id);
        await repository.RemoveSnapshotAsync(id, CancellationToken.None);
    }

    /// <summary>A check that reads everything finds nothing, or hints at most; and every snapshot holds its files.</summary>
    public async Task DemandSoundAsync(bool hintsToo = false)
    {
        await using var repository = await OpenAsync();
        var findings = new List<Finding>();
        await CheckRun.RunAsync(repository, new CheckOptions { Reading = CheckReading.All, Lock = null }, findings.Add, CancellationToken.None);
        Assert.DoesNotContain(findings, f => hintsToo || f.Severity == FindingSeverity.Error);
        var stored = await repository.SnapshotsAsync(strict: true, CancellationToken.None);
        Assert.Equal(Snapshots.Keys.Order(ById), stored.Select(s => s.Id).Order(ById));
        foreach (var snapshot in stored)
        {
            var files = new Dictionary<string, byte[]>();
            await ReadAsync(repository, snapshot.Document.Tree, "", files);
            Assert.Equal(Snapshots[snapshot.Id], files);
        }
    }

    private static readonly Comparer<SnapshotFileId> ById = Comparer<SnapshotFileId>.Create(static (a, b) => a.Value.CompareTo(b.Value));

    private async Task<TreeId> AddAsync(BlobWriter writer, string folder)
    {
        var nodes = new List<Node>();
        foreach (var name in _files.Keys.Where(p => p.StartsWith(folder + "/", StringComparison.Ordinal)).Select(p => p[(folder.Length + 1)..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal))
        {
            var path = $"{folder}/{name}";
            nodes.Add(_files.TryGetValue(path, out var content)
                ? new Node(new RawName(name), NodeType.File) { Size = (ulong)content.Length, Content = [(await writer.AddAsync(BlobType.Data, content, CancellationToken.None)).Id] }
                : new Node(new RawName(name), NodeType.Folder) { Mode = GoMode.Directory, Subtree = await AddAsync(writer, path) });
        }
        return new TreeId((await writer.AddAsync(BlobType.Tree, TreeFormat.Write(new Tree([.. nodes])), CancellationToken.None)).Id.Value);
    }

    private static async Task ReadAsync(OpenRepository repository, TreeId id, string folder, Dictionary<string, byte[]> into)
    {
        foreach (var node in (await repository.LoadTreeAsync(id, CancellationToken.None)).Nodes)
        {
            if (node.Subtree is { } subtree) await ReadAsync(repository, subtree, $"{folder}/{node.Name}", into);
            else into[$"{folder}/{node.Name}"] = (await repository.LoadBlobAsync(BlobHandle.Data(node.Content[0]), CancellationToken.None)).ToArray();
        }
    }
}
