using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Keys;
using ActorBackup.Repository.Trees;
using ActorBackup.Testing;

namespace ActorBackup.Repository.Tests;

/// <summary>Repositories for tests that do not care which: their password costs nothing to try.</summary>
internal static class SomeRepository
{
    public const string Password = "test";

    public static RepositoryOptions Options { get; } = new() { Hostname = "somewhere", Username = "someone", PackBytes = 64 << 10 };

    public static RepositorySetup Cheap { get; } = new() { Derivation = new KeyDerivation(2, 1, 1), ChunkerPolynomial = 0x3da3358b4dc173 };

    public static Task<OpenRepository> InitAsync(IBackend backend, RepositoryOptions? options = null) =>
        OpenRepository.InitAsync(backend, Password, options ?? Options, Cheap, CancellationToken.None);

    /// <summary>Opened by another, so to speak: it knows nothing of what the first one remembers.</summary>
    public static async Task<OpenRepository> OpenAsync(IBackend backend, RepositoryOptions? options = null)
    {
        var repository = await OpenRepository.OpenAsync(backend, Password, options ?? Options, CancellationToken.None);
        await repository.RefreshIndexAsync(CancellationToken.None);
        return repository;
    }

    public static byte[] Content(int seed, int length)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    /// <summary>A tree of one file of this content, and its snapshot, as a backup would write them.</summary>
    public static async Task<StoredSnapshot> SnapshotAsync(OpenRepository repository, params byte[][] files)
    {
        await using var writer = repository.BeginWriting();
        var tree = await AddTreeAsync(writer, files);
        await writer.FlushAsync(CancellationToken.None);
        var document = Document(tree);
        return new StoredSnapshot(await repository.SaveSnapshotAsync(document, CancellationToken.None), document);
    }

    public static SnapshotDocument Document(TreeId tree, DateTimeOffset? at = null) => new(NodeTime.From(at ?? Some.Noon), tree, ["/data"]) { Hostname = "somewhere" };

    public static async Task<TreeId> AddTreeAsync(BlobWriter writer, params byte[][] files)
    {
        var nodes = new List<Node>();
        foreach (var content in files)
        {
            var (id, _) = await writer.AddAsync(BlobType.Data, content, CancellationToken.None);
            var time = NodeTime.From(Some.Noon);
            nodes.Add(new Node(new RawName($"file-{nodes.Count:00}"), NodeType.File)
            {
                Mode = 0x1A4, ModifiedAt = time, AccessedAt = time, ChangedAt = time, Size = (ulong)content.Length, Links = 1, Content = [id],
            });
        }
        var (tree, _) = await writer.AddAsync(BlobType.Tree, TreeFormat.Write(new Tree([.. nodes])), CancellationToken.None);
        return new TreeId(tree.Value);
    }

    /// <summary>Loads everything every snapshot reaches; fails if something is not there.</summary>
    /// <returns>How many snapshots there are.</returns>
    public static async Task<int> ReadEverythingAsync(IBackend backend)
    {
        await using var repository = await OpenAsync(backend);
        var snapshots = await repository.SnapshotsAsync(strict: true, CancellationToken.None);
        foreach (var snapshot in snapshots) await ReadAsync(repository, snapshot.Document.Tree);
        return snapshots.Count;
    }

    private static async Task ReadAsync(OpenRepository repository, TreeId id)
    {
        foreach (var node in (await repository.LoadTreeAsync(id, CancellationToken.None)).Nodes)
        {
            if (node.Subtree is { } below) await ReadAsync(repository, below);
            foreach (var blob in node.Content.IsDefault ? [] : node.Content) await repository.LoadBlobAsync(BlobHandle.Data(blob), CancellationToken.None);
        }
    }
}
