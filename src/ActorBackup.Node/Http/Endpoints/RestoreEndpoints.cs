using ActorBackup.Core.Protocols;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Triggers;
using ActorBackup.Node.Http.Views;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ActorBackup.Node.Http.Endpoints;

/// <summary>Putting files back.</summary>
internal static class RestoreEndpoints
{
    public static void MapRestores(this IEndpointRouteBuilder routes, INodeGateway node, TimeProvider time) =>
        routes.MapPost("/api/v1/sources/{source}/restore", async http =>
        {
            var source = await http.SourceAsync(node);
            var body = await http.BodyAsync(WireJson.Default.RestoreRequest, new RestoreRequest());
            if (body.To is { } to && !Path.IsPathFullyQualified(to))
                throw new RefusedException(RefusalKind.Invalid, $"'to' is '{to}'; it must be an absolute path");
            var id = body.Id ?? (string?)http.Request.Headers["Idempotency-Key"] ?? Guid.CreateVersion7(time.GetUtcNow()).ToString();
            var choice = new SnapshotChoice(
                body.At is null ? body.Snapshot : null, body.At, body.Tier, body.Store is null ? null : new StoreName(body.Store));
            var command = new SourceProtocol.Restore(source, new TriggerId(id), choice, body.To, body.Force, body.DryRun, http.Who())
            {
                Tree = new TreeChoice(body.Path is { Length: > 0 } path ? path : null, [.. body.Include ?? []], body.Delete),
            };

            var done = await node.AskAsync<SourceProtocol.Done>(command, Timeout.InfiniteTimeSpan, http.RequestAborted);
            await http.AnswerAsync(OutcomeView.Of(done.Outcome), WireJson.Default.OutcomeJson);
        });
}
