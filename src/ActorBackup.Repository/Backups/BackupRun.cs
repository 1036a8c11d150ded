using ActorBackup.Repository.Blobs;

namespace ActorBackup.Repository.Backups;

/// <summary>Stores the trees and data of some paths. Takes no lock, writes no snapshot, does not flush: that is its caller's.</summary>
public static class BackupRun
{
    /// <summary>A file that vanishes meanwhile is left out silently; one that cannot be read is reported and left out.</summary>
    /// <param name="cache">Decoded trees kept between runs; null keeps none.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Missing"/>: none of the paths is there.</exception>
    public static Task<BackupResult> RunAsync(
        OpenRepository repository, BlobWriter writer, BackupRequest request, TreeCache? cache, CancellationToken stop) => throw new NotImplementedException();
}
