namespace ActorBackup.Repository.Checking;

/// <summary>What a check looked at, and how much it found.</summary>
/// <param name="PacksRead">As a whole; a part of <paramref name="Packs"/>.</param>
public sealed record CheckResult(long Errors, long Hints, long Snapshots, long Trees, long Packs, long PacksRead, long BytesRead)
{
    /// <summary>No errors; there may be hints.</summary>
    public bool IsSound => Errors == 0;
}
