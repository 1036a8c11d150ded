using ActorBackup.Repository.Locks;

namespace ActorBackup.Repository.Checking;

/// <summary>How much a check does.</summary>
public sealed record CheckOptions
{
    public CheckReading Reading { get; init; } = CheckReading.None;

    /// <summary>A shared lock keeps removals away and lets captures go on: what they write meanwhile is told from damage. Null takes none,
    /// for repositories that cannot be written to.</summary>
    public LockMode? Lock { get; init; } = LockMode.Shared;
}
