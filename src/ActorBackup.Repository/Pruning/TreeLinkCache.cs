using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Pruning;

/// <summary>Remembers the links of the trees that the last walk met, so that the next one loads only trees that are new.</summary>
/// <param name="most">Ids kept, of 32 bytes each; trees beyond that are loaded each time.</param>
internal sealed class TreeLinkCache(long most)
{
    private Dictionary<TreeId, TreeLinks> _before = [], _now = [];
    private long _kept;

    public TreeLinks? Find(TreeId id)
    {
        if (_now.TryGetValue(id, out var links)) return links;
        if (!_before.Remove(id, out links)) return null;
        Keep(id, links);
        return links;
    }

    public void Keep(TreeId id, TreeLinks links)
    {
        if (_kept + links.Count > most) return;
        _kept += links.Count;
        _now[id] = links;
    }

    /// <summary>What this walk has not met is forgotten.</summary>
    public void EndWalk()
    {
        (_before, _now, _kept) = (_now, [], 0);
    }
}
