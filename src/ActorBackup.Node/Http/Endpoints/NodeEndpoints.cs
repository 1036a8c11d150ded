using ActorBackup.Core.Protocols;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorBackup.Node.Http.Endpoints;

/// <summary>The node itself: its configuration, its parts, whether it lives and is ready.</summary>
internal static class NodeEndpoints
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(5);

    public static void MapNode(this IEndpointRouteBuilder routes, INodeGateway node)
    {
        routes.MapGet("/healthz", http => http.Response.WriteAsync("ok\n", http.RequestAborted));

        routes.MapGet("/readyz", async http =>
        {
            await node.AskAsync<NodeProtocol.Ready>(new NodeProtocol.AwaitReady(), ReadyLimit, http.RequestAborted);
            await http.Response.WriteAsync("ready\n", http.RequestAborted);
        });

        routes.MapPost("/api/v1/reload", async http =>
        {
            var reloaded = await node.AskAsync<NodeProtocol.Reloaded>(new NodeProtocol.Reload(), http.RequestAborted);
            if (reloaded.Failure is { } failure) await http.AnswerAsync(WrongConfiguration(failure));
            else await http.AnswerAsync(new ReloadJson(reloaded.Changed), WireJson.Default.ReloadJson);
        });

        routes.MapPost("/api/v1/restart", async http =>
        {
            var body = await http.BodyAsync(WireJson.Default.RestartRequest, new RestartRequest());
            var restarted = await node.AskAsync<NodeProtocol.Restarted>(new NodeProtocol.RestartPart(body.Part), http.RequestAborted);
            if (restarted.Failure is { } failure) throw new RefusedException(RefusalKind.Invalid, failure);
            await http.AnswerAsync(new RestartJson(body.Part ?? "node"), WireJson.Default.RestartJson);
        });

        routes.MapPost("/api/v1/sources/{source}/restart", async http =>
        {
            var source = await http.SourceAsync(node);
            var body = await http.BodyAsync(WireJson.Default.RestartRequest, new RestartRequest());
            var reply = await node.AskAsync<object>(new SourceProtocol.RestartPart(source, body.Part), http.RequestAborted);
            if (reply is SourceProtocol.Refused refused) throw new RefusedException(refused.Why);
            if (reply is NodeProtocol.Restarted { Failure: { } failure }) throw new RefusedException(RefusalKind.Invalid, failure);
            await http.AnswerAsync(new RestartJson(body.Part is null ? source.Value : $"{source} {body.Part}"), WireJson.Default.RestartJson);
        });
    }

    private static ProblemJson WrongConfiguration(string failure) => new(
        ProblemTypes.WrongConfiguration, "wrong configuration", StatusCodes.Status409Conflict,
        $"the configuration was not taken, the old one stays: {failure}");
}
