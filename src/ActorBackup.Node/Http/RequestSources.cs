using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Http.Peers;
using Microsoft.AspNetCore.Http;

namespace ActorBackup.Node.Http;

/// <summary>Which source a request means.</summary>
internal static class RequestSources
{
    /// <summary>The <c>{source}</c> of the path: a source's key or its clear name.</summary>
    /// <exception cref="RefusedException">It is neither.</exception>
    public static async Task<SourceId> SourceAsync(this HttpContext http, INodeGateway node)
    {
        var text = ((string)http.Request.RouteValues["source"]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (SourceId.TryParse(text, out var id)) return id;
        var all = await node.AskAsync<NodeProtocol.SourceList>(new NodeProtocol.GetSources(null), http.RequestAborted);
        return all.Sources.Find(s => s.Key == text) ?? throw new RefusedException(
            RefusalKind.NoSuchSource, $"there is no source '{text}'. Sources: {string.Join(", ", all.Sources)}");
    }

    /// <summary>Who asks, for the manifest's record: the user at the other end of the socket, or whom another node names.</summary>
    public static string Who(this HttpContext http) => PeerUser.Of(http) ?? (string?)http.Request.Headers[PeerHeaders.Who] ?? "http";
}
