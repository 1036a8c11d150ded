using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Pruning;

/// <summary>What makes the next prune of the same repository cheaper: the links of trees, and when packs were first seen. Losing it costs time only.</summary>
/// <param name="mostIds">Bounds its memory: 32 bytes each.</param>
public sealed class PruneMemory(long mostIds = 1_000_000)
{
    private readonly Dictionary<PackId, DateTimeOffset> _firstSeen = [];

    internal TreeLinkCache Trees { get; } = new(mostIds);

    internal IReadOnlyDictionary<PackId, DateTimeOffset> FirstSeen => _firstSeen;

    /// <summary>Notes the packs that are there now, and forgets those that are not.</summary>
    internal void See(IReadOnlySet<PackId> packs, DateTimeOffset now)
    {
        foreach (var gone in _firstSeen.Keys.Where(id => !packs.Contains(id)).ToArray()) _firstSeen.Remove(gone);
        foreach (var pack in packs) _firstSeen.TryAdd(pack, now);
    }
}
