using System.Collections.Concurrent;
using ActorBackup.Repository.Backups;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Chunking;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Backups;

/// <summary>Blobs as they are, without a repository around them.</summary>
internal sealed class MemoryBlobs : IBackupBlobs
{
    public const ulong Polynomial = 0x3DA3358B4DC173;

    public ConcurrentDictionary<BlobHandle, byte[]> All { get; } = [];

    public long StoredBytes => All.Values.Sum(blob => (long)blob.Length);

    /// <summary>Called with every data blob that is added, known or not.</summary>
    public Action<ReadOnlyMemory<byte>> OnData { get; set; } = _ => { };

    public ValueTask<(BlobId Id, bool IsNew)> AddAsync(BlobType type, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        if (type == BlobType.Data) OnData(content);
        var id = new BlobId(Sha256Value.Of(content.Span));
        return new((id, All.TryAdd(new BlobHandle(type, id), content.ToArray())));
    }

    public bool Contains(BlobHandle blob) => All.ContainsKey(blob);

    public Task<Tree> LoadTreeAsync(TreeId id, CancellationToken stop) => All.TryGetValue(BlobHandle.Tree(id), out var json)
        ? Task.FromResult(TreeFormat.Read(json))
        : Task.FromException<Tree>(new RepositoryException(RepositoryFailure.Missing, $"no tree {id}"));

    public Task<BackupResult> BackUpAsync(BackupRequest request, TreeCache? cache = null, RepositoryOptions? options = null, ulong polynomial = Polynomial) =>
        BackupRun.RunAsync(this, new Chunker(polynomial), options ?? new RepositoryOptions(), request, cache, CancellationToken.None);

    /// <summary>The tree at a path, and the node of the folder.</summary>
    public Tree TreeAt(TreeId root, string path)
    {
        var tree = TreeFormat.Read(All[BlobHandle.Tree(root)]);
        foreach (var name in AbsolutePath.Split(new RawName(path))) tree = TreeFormat.Read(All[BlobHandle.Tree(tree.Find(name)!.Subtree!.Value)]);
        return tree;
    }

    /// <summary>Content of a file.</summary>
    public byte[] Content(Node file) => [.. file.Content.SelectMany(id => All[BlobHandle.Data(id)])];
}
