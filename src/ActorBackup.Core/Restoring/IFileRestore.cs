using ActorBackup.Core.Ownership;

namespace ActorBackup.Core.Restoring;

/// <summary>Puts stored content back as a file.</summary>
public interface IFileRestore
{
    /// <summary>Verifies, puts back, reads back. Expected failures are results; only cancellation and bugs throw.</summary>
    /// <param name="claim">Asked right before the target is touched; once it has ended nothing is.</param>
    /// <param name="content">Opens the stored content from its start; called again for every pass over it.</param>
    /// <param name="stop">Heeded until the target is about to be touched, then the restore goes to its end.</param>
    Task<RestoreResult> RestoreAsync(RestoreRequest request, IClaim claim, Func<CancellationToken, Task<Stream>> content, CancellationToken stop);

    /// <summary>Removes what a restore to this target left beside it when its process was killed. Harmless if there is nothing.</summary>
    void RemoveLeftovers(string target);

    /// <summary>Where a restore to <paramref name="target"/> would really write: the file a link points to (in place), the file in an existing folder (elsewhere).</summary>
    string Resolve(string target, string fileName, bool inPlace);
}
