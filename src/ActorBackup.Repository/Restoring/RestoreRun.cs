namespace ActorBackup.Repository.Restoring;

/// <summary>Puts the files of a snapshot into a folder.</summary>
public static class RestoreRun
{
    /// <summary>What <see cref="RunAsync"/> would do, in its order. Changes nothing; the target need not exist.</summary>
    public static IAsyncEnumerable<RestoreStep> PreviewAsync(OpenRepository repository, RestoreRequest request, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Restores. What fails for one entry is told in the result, and the rest goes on.</summary>
    /// <param name="progress">Told a few times a second, from any thread.</param>
    /// <exception cref="RepositoryException">The subpath is not in the snapshot, the target cannot be used, or its disk is full.</exception>
    public static Task<RestoreResult> RunAsync(OpenRepository repository, RestoreRequest request, IProgress<RestoreProgress>? progress, CancellationToken stop) =>
        throw new NotImplementedException();
}
