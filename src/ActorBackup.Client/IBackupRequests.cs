using ActorBackup.Wire.Messages;

namespace ActorBackup.Client;

/// <summary>What a program that produces the files asks of the nodes that protect them; the same over HTTP, the socket and Akka.NET's ClusterClient.</summary>
/// <remarks>A request is repeated with the same id without having its effect twice, through whatever node. Every method throws
/// <see cref="NodeProblemException"/> if the node refuses and <see cref="NodeAwayException"/> if none answers. Safe for concurrent use.</remarks>
public interface IBackupRequests
{
    /// <returns>At least <c>accepted</c>: written down. For more see <see cref="Durability.WaitUntilDurableAsync"/>.</returns>
    Task<Outcome> BackupNowAsync(BackupNow request, CancellationToken stop = default);

    /// <returns>When it is done.</returns>
    Task<Outcome> AskRestoreAsync(AskRestore request, CancellationToken stop = default);

    /// <param name="source">Whose request it was; null asks all sources.</param>
    Task<Outcome> GetOutcomeAsync(string id, string? source = null, CancellationToken stop = default);

    /// <param name="source">One source; null for all.</param>
    Task<Status> GetStatusAsync(string? source = null, CancellationToken stop = default);
}
