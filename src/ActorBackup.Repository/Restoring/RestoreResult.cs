using System.Collections.Immutable;
using ActorBackup.Repository.Reading;

namespace ActorBackup.Repository.Restoring;

/// <summary>What a restore did.</summary>
/// <param name="Failures">What could not be restored, or not in full: at most <see cref="FailuresTold"/> of them.</param>
/// <param name="FailureCount">All of them.</param>
/// <param name="Notices">What could not be done as the snapshot has it, once for each kind: owners without permission, attributes the file system does not take.</param>
public sealed record RestoreResult(RestoreProgress Done, ImmutableArray<RestoreFailure> Failures, long FailureCount, ImmutableArray<string> Notices)
{
    public const int FailuresTold = 1000;

    public bool IsComplete => FailureCount == 0;
}

/// <param name="Path">From the top of the target.</param>
public sealed record RestoreFailure(SnapshotPath Path, string Why);
