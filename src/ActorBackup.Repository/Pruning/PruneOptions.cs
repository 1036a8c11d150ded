namespace ActorBackup.Repository.Pruning;

/// <summary>What a prune may cost and what it may leave behind.</summary>
public sealed record PruneOptions
{
    public UnusedTolerance MaxUnused { get; init; } = UnusedTolerance.OfPercent(5);

    /// <summary>No more than this is read and written again in one run; the rest waits for the next.</summary>
    public long MaxRepackBytes { get; init; } = long.MaxValue;

    /// <summary>Null: small packs stay as they are.</summary>
    public SmallPackRule? Small { get; init; }

    /// <summary>Tree packs with unused trees are rewritten whatever the tolerance: they are small, and read often.</summary>
    public bool RepackTrees { get; init; } = true;

    /// <summary>Packs with data that was stored uncompressed are rewritten (version 2). What does not get smaller stays as it is, so this is to be asked
    /// for once after an upgrade, not regularly.</summary>
    public bool RepackUncompressed { get; init; }

    /// <summary>No pack is begun after this time; what was begun is finished. What is left waits for the next run.</summary>
    public TimeSpan MaxTime { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>What restic does when nobody asks for more.</summary>
    /// <param name="packBytes">The size packs are meant to have.</param>
    public static PruneOptions Usual(int packBytes) => new() { Small = new SmallPackRule(packBytes / 25, TimeSpan.Zero) };

    /// <summary>The daily run of a node: removes what is wholly unused, merges what is small and has stayed for a day, rewrites little else.</summary>
    /// <param name="packBytes">The size packs are meant to have.</param>
    public static PruneOptions Daily(int packBytes) => new()
    {
        MaxUnused = UnusedTolerance.OfPercent(30),
        MaxRepackBytes = 512L << 20,
        Small = new SmallPackRule(packBytes / 2, TimeSpan.FromDays(1)),
        RepackTrees = false,
        MaxTime = TimeSpan.FromSeconds(30),
    };
}
