namespace ActorBackup.Repository.Pruning;

/// <summary>Says which of many small files are worth being merged into one. Pure.</summary>
/// <remarks>A file is taken as long as it is no larger than all smaller ones together. So whoever merges again and again rewrites a byte about
/// log2(n) times instead of n times, and leaves at most about log2(n) files.</remarks>
internal static class SizeTiers
{
    /// <param name="sizes">In any order; at least 1 each.</param>
    /// <param name="atLeast">Fewer are not worth a merge.</param>
    /// <returns>Positions in <paramref name="sizes"/>, the smallest first; none if there are too few.</returns>
    public static IReadOnlyList<int> Choose(IReadOnlyList<long> sizes, int atLeast)
    {
        var smallestFirst = Enumerable.Range(0, sizes.Count).OrderBy(i => sizes[i]).ToArray();
        var (taken, sum) = (0, 0L);
        while (taken < smallestFirst.Length && (taken == 0 || sizes[smallestFirst[taken]] <= sum)) sum += sizes[smallestFirst[taken++]];
        return taken >= atLeast ? smallestFirst[..taken] : [];
    }
}
