namespace ActorBackup.Repository.Pruning;

/// <summary>Says which of many small files are worth being merged into one. Pure.</summary>
/// <remarks>As many as possible of the smallest, so that the largest of them is no larger than the others together: each byte that is rewritten
/// comes into a file at least twice as large as before, so it is rewritten about log2(n) times at most, and about log2(n) files are left.</remarks>
internal static class SizeTiers
{
    /// <param name="sizes">In any order; at least 1 each.</param>
    /// <param name="atLeast">Fewer are not worth a merge.</param>
    /// <returns>Positions in <paramref name="sizes"/>, the smallest first; none if there are too few.</returns>
    public static IReadOnlyList<int> Choose(IReadOnlyList<long> sizes, int atLeast)
    {
        var smallestFirst = Enumerable.Range(0, sizes.Count).OrderBy(i => sizes[i]).ToArray();
        var (taken, sum) = (0, 0L);
        for (var i = 0; i < smallestFirst.Length; i++)
        {
            var size = sizes[smallestFirst[i]];
            if (size <= sum) taken = i + 1;
            sum += size;
        }
        return taken >= atLeast ? smallestFirst[..taken] : [];
    }
}
