namespace ActorBackup.Core.Snapshots;

public enum HealthVerdict { Healthy, Suspect, Damaged }

/// <summary>Whether a snapshot can be trusted, and why (rules 4).</summary>
/// <param name="Reason">One sentence; null where healthy needs none.</param>
/// <param name="AcceptedBy">Who or what rule made a suspect healthy, else null.</param>
public sealed record SnapshotHealth(HealthVerdict Verdict, string? Reason = null, string? AcceptedBy = null)
{
    public static SnapshotHealth Healthy { get; } = new(HealthVerdict.Healthy);
    public bool IsHealthy => Verdict == HealthVerdict.Healthy;
}
