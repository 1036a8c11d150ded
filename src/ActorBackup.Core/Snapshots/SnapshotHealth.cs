namespace ActorBackup.Core.Snapshots;

public enum HealthVerdict { Healthy, Suspect, Damaged }

/// <summary>What makes a snapshot suspect, gravest first.</summary>
public enum Suspicion
{
    /// <summary>Read while it was being written.</summary>
    Torn,
    Unparsable,

    /// <summary>No bytes or no items after a reference that had some.</summary>
    Empty,
    Smaller,
    FewerItems,

    /// <summary>Found by its name alone: nothing tells what its content should be.</summary>
    Unverified,

    /// <summary>Written by an owner of a shared source whose right had ended; never accepted by time, nothing is compared with it.</summary>
    Stale,
}

/// <summary>Whether a snapshot can be trusted, and why (rules 4).</summary>
/// <param name="Reason">One sentence; null where there is nothing to say. On a healthy one it is a warning.</param>
/// <param name="AcceptedBy">Who or what rule made a suspect healthy, else null.</param>
public sealed record SnapshotHealth(HealthVerdict Verdict, string? Reason = null, string? AcceptedBy = null)
{
    public static SnapshotHealth Healthy { get; } = new(HealthVerdict.Healthy);

    /// <summary>The gravest thing found, kept when it is accepted; null if nothing was.</summary>
    public Suspicion? Suspicion { get; init; }

    public bool IsHealthy => Verdict == HealthVerdict.Healthy;

    /// <summary>Found, and not accepted by anyone: it is listed, and counts for nothing.</summary>
    public bool IsStale => this is { Verdict: HealthVerdict.Suspect, Suspicion: Snapshots.Suspicion.Stale };
}
