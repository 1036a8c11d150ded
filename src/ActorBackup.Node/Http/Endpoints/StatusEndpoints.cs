using ActorBackup.Core.Protocols;
using ActorBackup.Node.Http.Views;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ActorBackup.Node.Http.Endpoints;

/// <summary>What runs here and how it is.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder routes, INodeGateway node)
    {
        routes.MapGet("/api/v1/status", async http =>
        {
            var status = await node.AskAsync<NodeProtocol.NodeStatus>(new NodeProtocol.GetStatus(http.Request.Query["source"]), http.RequestAborted);
            await http.AnswerAsync(StatusView.Of(status), WireJson.Default.StatusJson);
        });

        routes.MapGet("/api/v1/sources", async http =>
        {
            var list = await node.AskAsync<NodeProtocol.SourceList>(new NodeProtocol.GetSources(http.Request.Query["source"]), http.RequestAborted);
            await http.AnswerAsync([.. list.Sources.Select(s => new SourceNameJson(s.Value, s.Key))], WireJson.Default.IReadOnlyListSourceNameJson);
        });

        routes.MapGet("/api/v1/sources/{source}", async http =>
        {
            var source = await http.SourceAsync(node);
            var status = await node.AskAsync<SourceStatus>(new SourceProtocol.GetStatus(source), http.RequestAborted);
            await http.AnswerAsync(StatusView.Of(status), WireJson.Default.SourceStatusJson);
        });
    }
}
