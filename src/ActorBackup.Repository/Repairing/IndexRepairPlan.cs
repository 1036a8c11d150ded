using System.Collections.Immutable;
using ActorBackup.Repository.Checking;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Repairing;

/// <summary>What an index lacks and says wrongly, compared with the packs that are there. Pure.</summary>
/// <param name="Read">Packs whose headers must be read: in no readable index file, of another size than the index says, or told of in two ways.</param>
/// <param name="Drop">Packs that are in the index and not there.</param>
/// <param name="Replace">Index files that cannot be read or name one of these packs.</param>
/// <param name="Keep">What the files to be replaced say rightly: it moves to the new ones.</param>
public sealed record IndexRepairPlan(
    ImmutableArray<(PackId Pack, long Bytes)> Read, ImmutableArray<PackId> Drop, ImmutableArray<IndexId> Replace, ImmutableArray<IndexedPack> Keep)
{
    public bool IsEmpty => Replace.IsEmpty && Read.IsEmpty;

    /// <param name="files">Each index file; null for those that cannot be read.</param>
    /// <param name="listed">The packs that are there, with their sizes.</param>
    public static IndexRepairPlan Of(IReadOnlyList<(IndexId Id, IndexDocument? Document)> files, IReadOnlyDictionary<PackId, long> listed)
    {
        var (facts, contradicted) = (new Dictionary<PackId, PackFacts>(), new HashSet<PackId>());
        foreach (var (id, document) in files)
            foreach (var pack in document?.Packs ?? [])
            {
                var now = PackFacts.Of(pack, id);
                if (!facts.TryAdd(pack.Id, now) && facts[pack.Id] with { Index = id } != now) contradicted.Add(pack.Id);
            }
        var read = listed.Where(p => contradicted.Contains(p.Key) || !facts.TryGetValue(p.Key, out var known) || known.Bytes != p.Value || !known.IsGapless)
            .Select(p => (p.Key, p.Value)).OrderBy(p => p.Key.Value).ToImmutableArray();
        var drop = facts.Keys.Where(id => !listed.ContainsKey(id)).OrderBy(id => id.Value).ToImmutableArray();
        var wrong = read.Select(p => p.Key).Concat(drop).ToHashSet();

        var (replace, keep, met) = (ImmutableArray.CreateBuilder<IndexId>(), ImmutableArray.CreateBuilder<IndexedPack>(), new HashSet<PackId>());
        foreach (var (id, document) in files)
            if (document is not null && !document.Packs.Any(p => wrong.Contains(p.Id)))
                foreach (var pack in document.Packs) met.Add(pack.Id);
        foreach (var (id, document) in files)
        {
            if (document is not null && !document.Packs.Any(p => wrong.Contains(p.Id))) continue;
            replace.Add(id);
            if (document is not null) keep.AddRange(document.Packs.Where(p => !wrong.Contains(p.Id) && met.Add(p.Id)));
        }
        return new IndexRepairPlan(read, drop, replace.DrainToImmutable(), keep.DrainToImmutable());
    }
}
