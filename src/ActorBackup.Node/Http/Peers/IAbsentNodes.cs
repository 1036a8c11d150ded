using ActorBackup.Core.Sources;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http.Peers;

/// <summary>Answers for local sources of nodes that are not there, from what their stores hold.</summary>
internal interface IAbsentNodes
{
    /// <summary>Looks only: nothing is locked or written in the stores.</summary>
    Task<IAbsentSource> OpenAsync(NodeId node, LocalSourceJson source, CancellationToken stop);
}

/// <summary>For one request.</summary>
internal interface IAbsentSource : IAsyncDisposable
{
    /// <inheritdoc cref="PeerLink.SendAsync"/>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string path, CancellationToken stop);
}
