using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Pruning;

/// <summary>The index, file by file: the in-memory index does not know in which file an entry stands. Anything unreadable ends the operation.</summary>
internal sealed class IndexDocuments(OpenRepository repository)
{
    /// <summary>Full: files of so many blobs are left as they are. As restic's.</summary>
    public const int FullBlobs = 50_000;

    // Documents up to about 30 MB together are read once, larger ones each time.
    private const int RememberedBlobs = 500_000;

    private readonly Dictionary<IndexId, IndexDocument> _remembered = [];
    private int _blobs;

    public async Task<List<StoredFile>> ListAsync(CancellationToken stop)
    {
        var files = new List<StoredFile>();
        await foreach (var file in repository.Backend.ListAsync(FileKind.Index, stop)) files.Add(file);
        // The order decides which of two equal entries is the superfluous one: let it be the same each time.
        files.Sort(static (a, b) => a.File.Name.CompareTo(b.File.Name));
        return files;
    }

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: which file.</exception>
    public async Task<IndexDocument> LoadAsync(IndexId id, CancellationToken stop)
    {
        if (_remembered.TryGetValue(id, out var document)) return document;
        try
        {
            document = IndexFormat.Read((await repository.LoadDocumentAsync(FileHandle.Of(id), stop)).Span, repository.Config.Version);
        }
        catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported or RepositoryFailure.Missing)
        {
            throw new RepositoryException(e.Failure, $"{FileHandle.Of(id)} cannot be read, so nobody knows what is where; nothing was removed. Repair the index. {e.Message}", e);
        }
        var blobs = document.Packs.Sum(static pack => pack.Blobs.Length);
        if (_blobs + blobs <= RememberedBlobs && _remembered.TryAdd(id, document)) _blobs += blobs;
        return document;
    }

    /// <summary>Writes packs as index files of at most <see cref="FullBlobs"/> blobs, or of one pack.</summary>
    public async Task<List<IndexId>> SaveAsync(IEnumerable<IndexedPack> packs, CancellationToken stop)
    {
        var (written, open, blobs) = (new List<IndexId>(), new List<IndexedPack>(), 0);
        foreach (var pack in packs)
        {
            if (blobs > 0 && blobs + pack.Blobs.Length > FullBlobs) await WriteAsync();
            open.Add(pack);
            blobs += pack.Blobs.Length;
        }
        if (open.Count > 0) await WriteAsync();
        return written;

        async Task WriteAsync()
        {
            var document = new IndexDocument([.. open]);
            written.Add(await repository.SaveIndexAsync(document, stop));
            open.Clear();
            blobs = 0;
        }
    }
}
