using ActorBackup.Core.Protocols;

namespace ActorBackup.Node.Http;

/// <summary>Reads what a snapshot holds.</summary>
internal interface ISnapshotContent
{
    /// <summary>Tries store after store until one holds content that matches the digest.</summary>
    /// <returns>The whole content from its start. Reading it checks the digest once more and fails at the end with <see cref="IOException"/>
    /// if the copy has changed meanwhile.</returns>
    /// <exception cref="RefusedException">No store has it whole.</exception>
    Task<Stream> OpenVerifiedAsync(SourceProtocol.Chosen chosen, CancellationToken stop);
}
