using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Checking;

/// <summary>Reads every index file and compares what they say of packs with each other and with the packs that are there.</summary>
internal sealed class IndexCheck(OpenRepository repository, CheckTally tally)
{
    private const string RepairIndex = "Repair the index: it is made again from the packs' own headers.";

    private readonly Dictionary<PackId, PackFacts> _packs = [];
    private readonly List<IndexId> _readable = [];

    /// <summary>The index files that could be read, in the order they were listed.</summary>
    public IReadOnlyList<IndexId> Readable => _readable;

    public int Packs => _packs.Count;

    /// <summary>False if one could not be read: then much that is there will seem to be missing.</summary>
    public bool IsComplete { get; private set; } = true;

    public async Task LoadAsync(CancellationToken stop)
    {
        await foreach (var file in repository.Backend.ListAsync(FileKind.Index, stop))
        {
            var id = new IndexId(file.File.Name);
            try
            {
                var document = await LoadAsync(repository, id, stop);
                _readable.Add(id);
                foreach (var pack in document.Packs) Add(pack, id);
            }
            catch (RepositoryException e) when (e.Failure is RepositoryFailure.Damaged or RepositoryFailure.Unsupported or RepositoryFailure.Missing)
            {
                IsComplete = false;
                tally.Error(FindingKind.IndexUnreadable, $"{file.File} cannot be read: {e.Message}", RepairIndex, file.File);
            }
        }
    }

    public static async Task<IndexDocument> LoadAsync(OpenRepository repository, IndexId id, CancellationToken stop) =>
        IndexFormat.Read((await repository.LoadDocumentAsync(FileHandle.Of(id), stop)).Span, repository.Config.Version);

    private void Add(IndexedPack pack, IndexId index)
    {
        var facts = PackFacts.Of(pack, index);
        if (!_packs.TryAdd(pack.Id, facts))
        {
            var first = _packs[pack.Id];
            if (first with { Index = index } == facts)
                tally.Hint(FindingKind.IndexedTwice, $"Pack {pack.Id} is in the index files {first.Index} and {index}.", "Nothing is lost; merging the index removes the repetition.", FileHandle.Of(pack.Id));
            else
                tally.Error(FindingKind.IndexesDiffer, $"The index files {first.Index} and {index} say different things of pack {pack.Id}: one of them is wrong.", RepairIndex, FileHandle.Of(pack.Id));
            return;
        }
        if (!facts.IsGapless)
            tally.Error(FindingKind.PackLayout, $"In index file {index}, the blobs of pack {pack.Id} overlap or leave gaps: some of them lie elsewhere.", RepairIndex, FileHandle.Of(pack.Id));
        if (facts is { HasData: true, HasTrees: true })
            tally.Hint(FindingKind.PackMixed, $"Pack {pack.Id} holds data and trees: old programs wrote such packs.", "Nothing is lost; a prune separates them.", FileHandle.Of(pack.Id));
    }

    /// <param name="listed">The packs that were there before the index was read: what was added since is in the index, but not in here.</param>
    public async Task CompareAsync(IReadOnlyDictionary<PackId, long> listed, CancellationToken stop)
    {
        foreach (var (pack, facts) in _packs)
        {
            var file = FileHandle.Of(pack);
            var bytes = listed.TryGetValue(pack, out var known) ? known : await repository.Backend.SizeAsync(file, stop);
            if (bytes is null)
                tally.Error(FindingKind.PackMissing, $"{file} is missing; index file {facts.Index} says it holds blobs.",
                    "If the storage lost it, bring it back from a copy; otherwise repair the index and store again what is missing.", file);
            else if (bytes != facts.Bytes)
                tally.Error(FindingKind.PackSize, $"{file} has {bytes} bytes; by index file {facts.Index} it should have {facts.Bytes}.", RepairIndex, file);
        }
        foreach (var pack in listed.Keys)
            if (!_packs.ContainsKey(pack))
                tally.Hint(FindingKind.PackUnreferenced, $"{FileHandle.Of(pack)} is in no index.", IsComplete
                    ? "Nothing is lost: it was left by an interrupted run, or is being written now; a prune removes it."
                    : "An index file could not be read, and may be the one that knows it: repair the index, do not prune.", FileHandle.Of(pack));
    }
}
