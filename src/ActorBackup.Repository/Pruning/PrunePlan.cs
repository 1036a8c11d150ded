using System.Collections.Immutable;
using ActorBackup.Repository.Blobs;

namespace ActorBackup.Repository.Pruning;

/// <summary>What a prune will do with every pack, and why (format specification, section 19). Pure: no clock, no backend.</summary>
/// <param name="Decisions">One for each pack, in the order in which they are carried out within one fate.</param>
public sealed record PrunePlan(ImmutableArray<PackDecision> Decisions)
{
    public bool IsEmpty => Decisions.All(d => d.Fate == PackFate.Keep);

    public IEnumerable<PackState> With(PackFate fate) => Decisions.Where(d => d.Fate == fate).Select(d => d.Pack);

    /// <summary>Bytes of blobs that are moved.</summary>
    public long RepackedBytes => With(PackFate.Repack).Sum(p => p.UsedBytes);

    /// <summary>Bytes of blobs that go.</summary>
    public long FreedBytes => Decisions.Where(d => d.Fate is not (PackFate.Keep or PackFate.DropFromIndex)).Sum(d => d.Pack.UnusedBytes)
        + With(PackFate.RemoveUnindexed).Sum(p => p.ListedBytes ?? 0);

    /// <summary>Bytes of blobs that stay though nothing uses them.</summary>
    public long UnusedBytesLeft => With(PackFate.Keep).Sum(p => p.UnusedBytes);

    /// <param name="packs">Every pack that is listed or indexed.</param>
    /// <param name="version">Of the repository: only in version 2 blobs are compressed.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: something that is used is not as the index says.</exception>
    public static PrunePlan Of(IReadOnlyCollection<PackState> packs, PruneOptions options, int version, DateTimeOffset now)
    {
        var decided = ImmutableArray.CreateBuilder<PackDecision>(packs.Count);
        var (candidates, small) = (new List<PackDecision>(), new List<PackDecision>());
        foreach (var pack in packs.OrderBy(p => p.Id.Value))
        {
            var decision = Judge(pack, options, version);
            var isOptional = decision.Fate == PackFate.Keep || decision.Reason == PartlyUsed;
            if (isOptional && options.Small is { } rule && pack.IndexedBytes < rule.BelowBytes) small.Add(decision);
            else if (decision.Fate == PackFate.Repack) candidates.Add(decision);
            else decided.Add(decision);
        }
        decided.AddRange(PickSmall(small, options.Small, now, candidates));
        decided.AddRange(Pick(candidates, packs.Sum(p => p.UsedBytes), options));
        return new PrunePlan(decided.DrainToImmutable());
    }

    private static PackDecision Judge(PackState pack, PruneOptions options, int version)
    {
        if (pack.IndexedBytes is null) return new(pack, PackFate.RemoveUnindexed, "no index knows it");
        if (pack.ListedBytes is null)
            return pack.UsedBlobs == 0 ? new(pack, PackFate.DropFromIndex, "it is not there, and nothing of it is used") : throw RepositoryException.Damaged(
                $"Pack {pack.Id} is missing, and {pack.UsedBlobs} blobs of it are used. Nothing was removed. Bring it back from a copy, or repair the index and store again what is missing.");
        if (pack.UsedBlobs == 0) return new(pack, PackFate.Remove, "nothing of it is used");
        if (!pack.IsSound) throw RepositoryException.Damaged(
            $"Pack {pack.Id} has {pack.ListedBytes} bytes; by the index it should have {pack.IndexedBytes}. Nothing was removed. Check the repository and repair the index.");
        if (version >= 2 && pack.HasUncompressed && (pack.Type == BlobType.Tree || options.RepackUncompressed)) return new(pack, PackFate.Repack, MustCompress);
        if (pack.Type is null) return new(pack, PackFate.Repack, Mixed);
        if (pack.UnusedBlobs > 0) return new(pack, PackFate.Repack, pack.Type == BlobType.Tree && options.RepackTrees ? UnusedTrees : PartlyUsed);
        return new(pack, PackFate.Keep, "all of it is used");
    }

    /// <summary>Those that are merged, or partly used, join the candidates; those that stay come back.</summary>
    private static List<PackDecision> PickSmall(List<PackDecision> small, SmallPackRule? rule, DateTimeOffset now, List<PackDecision> candidates)
    {
        var stay = new List<PackDecision>();
        var crowded = small.Count(d => !IsOld(d)) > rule?.AtMostYoung;
        // Data and trees never share a pack, so each is a crowd of its own.
        foreach (var alike in small.ToLookup(d => (d.Pack.Type, IsOld: crowded || IsOld(d))))
        {
            if (!alike.Key.IsOld)
            {
                stay.AddRange(alike.Select(d => d with { Fate = PackFate.Keep, Reason = "it is small, but not old enough to be merged" }));
                continue;
            }
            var packs = alike.ToArray();
            var chosen = SizeTiers.Choose([.. packs.Select(d => d.Pack.UsedBytes)], rule!.AtLeast).ToHashSet();
            for (var i = 0; i < packs.Length; i++)
            {
                if (chosen.Contains(i)) candidates.Add(packs[i] with { Fate = PackFate.Repack, Reason = Small });
                else if (packs[i].Fate == PackFate.Repack) candidates.Add(packs[i]);
                else stay.Add(packs[i] with { Reason = "it is small, but there are too few of its size to merge" });
            }
        }
        return stay;

        bool IsOld(PackDecision decision) => now - decision.Pack.KnownSince >= rule!.MinAge;
    }

    /// <summary>What must be, then what is small, then where most is gained; until the tolerance is met or the run would cost too much.</summary>
    private static IEnumerable<PackDecision> Pick(List<PackDecision> candidates, long usedBytes, PruneOptions options)
    {
        var (tolerated, unused, repacked, full) = (options.MaxUnused.Bytes(usedBytes), candidates.Sum(c => c.Pack.UnusedBytes), 0L, false);
        foreach (var candidate in candidates.OrderBy(c => c.Reason switch { Small => 1, PartlyUsed => 2, _ => 0 }).ThenByDescending(c => Waste(c.Pack)).ThenBy(c => c.Pack.Id.Value))
        {
            full |= repacked + candidate.Pack.UsedBytes + candidate.Pack.UnusedBytes > options.MaxRepackBytes;
            if (full) yield return new(candidate.Pack, PackFate.Keep, "enough is rewritten in this run");
            else if (candidate.Reason == PartlyUsed && unused <= tolerated) yield return new(candidate.Pack, PackFate.Keep, "partly used, but little enough is unused");
            else
            {
                (repacked, unused) = (repacked + candidate.Pack.UsedBytes + candidate.Pack.UnusedBytes, unused - candidate.Pack.UnusedBytes);
                yield return candidate;
            }
        }
    }

    private const string MustCompress = "it holds uncompressed blobs", Mixed = "it holds data and trees", UnusedTrees = "it holds unused trees",
        PartlyUsed = "only a part of it is used", Small = "it is small";

    private static double Waste(PackState pack) => (double)pack.UnusedBytes / Math.Max(1, pack.UsedBytes);
}
