using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Node.Http.Views;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorBackup.Node.Http.Endpoints;

/// <summary>What changes the list of snapshots: accept, forget, undo, pin, unpin, retain.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this IEndpointRouteBuilder routes, INodeGateway node)
    {
        MapDeed(routes, node, "forget", (source, body, who) =>
            new SourceProtocol.Forget(source, [.. body.All ? [] : Named(body)], body.All, body.Force, who));
        MapDeed(routes, node, "undo", (source, body, who) => new SourceProtocol.Undo(source, [.. Named(body)], who));
        MapDeed(routes, node, "pin", (source, body, who) => new SourceProtocol.SetPin(source, [.. Named(body)], true, who));
        MapDeed(routes, node, "unpin", (source, body, who) => new SourceProtocol.SetPin(source, [.. Named(body)], false, who));

        routes.MapPost("/api/v1/sources/{source}/accept", async http =>
        {
            var source = await http.SourceAsync(node);
            var body = await http.BodyAsync(WireJson.Default.AcceptRequest, new AcceptRequest());
            await AnswerAsync(http, node, new SourceProtocol.Accept(source, body.Snapshot, http.Who()));
        });

        routes.MapPost("/api/v1/sources/{source}/retain", async http =>
        {
            var source = await http.SourceAsync(node);
            var body = await http.BodyAsync(WireJson.Default.RetainRequest, new RetainRequest());
            var report = await node.AskAsync<SourceProtocol.RetentionReport>(
                new SourceProtocol.Retain(source, body.DryRun, body.Yes, http.Who()), http.RequestAborted);
            await http.AnswerAsync(OutcomeView.Of(report), WireJson.Default.RetentionJson);
        });
    }

    private static void MapDeed(
        IEndpointRouteBuilder routes, INodeGateway node, string deed, Func<SourceId, SnapshotsRequest, string, SourceProtocol.ICommand> command) =>
        routes.MapPost($"/api/v1/sources/{{source}}/{deed}", async http =>
        {
            var source = await http.SourceAsync(node);
            var body = await http.BodyAsync(WireJson.Default.SnapshotsRequest, new SnapshotsRequest());
            await AnswerAsync(http, node, command(source, body, http.Who()));
        });

    private static IReadOnlyList<string> Named(SnapshotsRequest body) =>
        body.Snapshots is { Count: > 0 } named ? named
        : throw new RefusedException(RefusalKind.Invalid, "'snapshots' must name at least one snapshot");

    private static async Task AnswerAsync(HttpContext http, INodeGateway node, SourceProtocol.ICommand command) =>
        await http.AnswerAsync(
            OutcomeView.Of(await node.AskAsync<SourceProtocol.IReply>(command, http.RequestAborted)), WireJson.Default.IReadOnlyListOutcomeJson);
}
