using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Pruning;

/// <summary>Gathers what a prune must know of every pack, from the listing, the index files and the blobs that are used.</summary>
internal sealed class PackSurvey(UsedBlobs used)
{
    private readonly Dictionary<PackId, Entry> _packs = [];
    private readonly Dictionary<BlobHandle, List<(Entry Pack, uint Length)>> _copies = [];
    private bool _hasCopies;

    private sealed class Entry
    {
        public long? ListedBytes;
        public PackFacts? Facts;
        public bool HasUncompressed;
        public int UsedBlobs, UnusedBlobs;
        public long UsedBytes, UnusedBytes;
        public DateTimeOffset? Since;

        public bool IsSound => ListedBytes is not null && ListedBytes == Facts?.Bytes;
    }

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: the index contradicts itself or lacks blobs that are used.</exception>
    public static async Task<IReadOnlyCollection<PackState>> MakeAsync(
        OpenRepository repository, IndexDocuments index, UsedBlobs used, IReadOnlyDictionary<PackId, DateTimeOffset> firstSeen, CancellationToken stop)
    {
        var survey = new PackSurvey(used);
        await foreach (var file in repository.Backend.ListAsync(FileKind.Pack, stop)) survey._packs[new PackId(file.File.Name)] = new Entry { ListedBytes = file.Bytes };
        var files = await index.ListAsync(stop);
        foreach (var file in files) survey.Count(new IndexId(file.File.Name), await index.LoadAsync(new IndexId(file.File.Name), stop));
        survey.DemandAll();
        if (survey._hasCopies)
        {
            var met = new HashSet<PackId>();
            foreach (var file in files)
                foreach (var pack in (await index.LoadAsync(new IndexId(file.File.Name), stop)).Packs)
                    if (met.Add(pack.Id)) survey.CollectCopies(pack);
            survey.ChooseCopies();
        }
        return [.. survey._packs.Select(p => State(p.Key, p.Value, firstSeen.TryGetValue(p.Key, out var seen) ? seen : null))];
    }

    private void Count(IndexId index, IndexDocument document)
    {
        foreach (var pack in document.Packs)
        {
            var facts = PackFacts.Of(pack, index);
            if (!_packs.TryGetValue(pack.Id, out var entry)) _packs[pack.Id] = entry = new Entry();
            if (entry.Facts is { } first)
            {
                if (first with { Index = index } == facts) continue;
                throw RepositoryException.Damaged($"The index files {first.Index} and {index} say different things of pack {pack.Id}; nothing was removed. Repair the index.");
            }
            entry.Facts = facts;
            foreach (var blob in pack.Blobs) Count(entry, blob);
        }
    }

    private void Count(Entry entry, PackedBlob blob)
    {
        entry.HasUncompressed |= blob.PlainLength == 0;
        if (!used.CountCopy(blob.Blob))
        {
            entry.UnusedBlobs++;
            entry.UnusedBytes += blob.Length;
            return;
        }
        // Of a blob with several copies, each is counted here, and all but one are taken back later.
        Use(entry, blob.Length);
        _hasCopies |= used.Copies(blob.Blob) > 1;
        if (used.Since(blob.Blob) is { } since && !(entry.Since <= since)) entry.Since = since;
    }

    private static void Use(Entry entry, uint bytes)
    {
        entry.UsedBlobs++;
        entry.UsedBytes += bytes;
    }

    private void DemandAll()
    {
        var missing = used.WithoutCopy.Take(3).ToArray();
        if (missing.Length > 0) throw RepositoryException.Damaged(
            $"Snapshots need blobs that are in no index, such as {string.Join(", ", missing)}; nothing was removed, because the index may be incomplete. Check the repository and repair the index.");
    }

    private void CollectCopies(IndexedPack pack)
    {
        var entry = _packs[pack.Id];
        foreach (var blob in pack.Blobs)
        {
            if (used.Copies(blob.Blob) <= 1) continue;
            entry.UsedBlobs--;
            entry.UsedBytes -= blob.Length;
            if (!_copies.TryGetValue(blob.Blob, out var copies)) _copies[blob.Blob] = copies = [];
            copies.Add((entry, blob.Length));
        }
    }

    /// <summary>Each blob is used in the pack that is needed most anyway, so that as many packs as possible become wholly unused.</summary>
    private void ChooseCopies()
    {
        foreach (var copies in _copies.Values)
        {
            var chosen = copies.OrderByDescending(c => c.Pack.IsSound).ThenByDescending(c => c.Pack.UsedBlobs > 0).ThenByDescending(c => c.Pack.UsedBytes).First();
            var isChosen = false;
            foreach (var copy in copies)
            {
                if (!isChosen && copy == chosen)
                {
                    isChosen = true;
                    Use(copy.Pack, copy.Length);
                    continue;
                }
                copy.Pack.UnusedBlobs++;
                copy.Pack.UnusedBytes += copy.Length;
            }
        }
    }

    private static PackState State(PackId id, Entry entry, DateTimeOffset? firstSeen) => new(id, entry.ListedBytes)
    {
        IndexedBytes = entry.Facts?.Bytes,
        Type = entry.Facts switch { { HasData: true, HasTrees: true } => null, { HasTrees: true } => BlobType.Tree, _ => BlobType.Data },
        UsedBlobs = entry.UsedBlobs,
        UsedBytes = entry.UsedBytes,
        UnusedBlobs = entry.UnusedBlobs,
        UnusedBytes = entry.UnusedBytes,
        HasUncompressed = entry.HasUncompressed,
        KnownSince = entry.Since is { } since && !(firstSeen <= since) ? since : firstSeen ?? entry.Since,
    };
}
