using ActorBackup.Core.Protocols;
using ActorBackup.Node.Http.Peers;
using ActorBackup.Node.Http.Views;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorBackup.Node.Http.Endpoints;

/// <summary>What runs here and how it is.</summary>
internal static class StatusEndpoints
{
    /// <param name="cluster">Adds what the other nodes tell; null for a node that stands alone.</param>
    public static void MapStatus(this IEndpointRouteBuilder routes, INodeGateway node, ClusterStatus? cluster)
    {
        routes.MapGet("/api/v1/status", async http =>
        {
            string? source = http.Request.Query["source"];
            var own = StatusView.Of(await node.AskAsync<NodeProtocol.NodeStatus>(new NodeProtocol.GetStatus(source), http.RequestAborted));
            await http.AnswerAsync(IsForAll(http) && cluster is not null ? await cluster.StatusAsync(own, source, http.RequestAborted) : own, WireJson.Default.StatusJson);
        });

        routes.MapGet("/api/v1/sources", async http =>
        {
            var list = await node.AskAsync<NodeProtocol.SourceList>(new NodeProtocol.GetSources(http.Request.Query["source"]), http.RequestAborted);
            IReadOnlyList<SourceNameJson> own = [.. list.Sources.Select(s => new SourceNameJson(s.Value, s.Key))];
            await http.AnswerAsync(IsForAll(http) && cluster is not null ? await cluster.SourcesAsync(own, http.RequestAborted) : own, WireJson.Default.IReadOnlyListSourceNameJson);
        });

        routes.MapGet("/api/v1/sources/{source}", async http =>
        {
            var source = await http.SourceAsync(node);
            var status = await node.AskAsync<SourceStatus>(new SourceProtocol.GetStatus(source), http.RequestAborted);
            await http.AnswerAsync(StatusView.Of(status), WireJson.Default.SourceStatusJson);
        });
    }

    /// <summary>Another node asks for what is here only.</summary>
    private static bool IsForAll(HttpContext http) => !http.Request.Headers.ContainsKey(PeerHeaders.Hop);
}
