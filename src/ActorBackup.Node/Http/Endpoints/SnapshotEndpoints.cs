using System.Globalization;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Stores;
using ActorBackup.Node.Http.Views;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorBackup.Node.Http.Endpoints;

/// <summary>The snapshots of one source, one of them, its content.</summary>
internal static class SnapshotEndpoints
{
    public static void MapSnapshots(this IEndpointRouteBuilder routes, INodeGateway node, SnapshotView view, ISnapshotContent content, ISnapshotTrees trees)
    {
        routes.MapGet("/api/v1/sources/{source}/snapshots", async http =>
        {
            var all = http.Request.Query["all"] == "true";
            var listed = await node.AskAsync<SourceProtocol.Snapshots>(
                new SourceProtocol.GetSnapshots(await http.SourceAsync(node), all), http.RequestAborted);
            await http.AnswerAsync(view.Of(listed), WireJson.Default.IReadOnlyListSnapshotJson);
        });

        routes.MapGet("/api/v1/sources/{source}/snapshots/{id}", async http =>
            await http.AnswerAsync(view.Of(await http.ChosenAsync(node)), WireJson.Default.SnapshotJson));

        routes.MapGet("/api/v1/sources/{source}/snapshots/{id}/content", async http =>
            await (http.Request.Query["path"].ToString() is { Length: > 0 } path
                ? AnswerFileAsync(http, await http.ChosenAsync(node), path, trees) : AnswerContentAsync(http, await http.ChosenAsync(node), content)));
    }

    /// <summary>The snapshot that the path and query of a request mean.</summary>
    public static async Task<SourceProtocol.Chosen> ChosenAsync(this HttpContext http, INodeGateway node)
    {
        var source = await http.SourceAsync(node);
        string? store = http.Request.Query["store"];
        var choice = new SnapshotChoice(
            (string)http.Request.RouteValues["id"]!, TimeIn(http.Request.Query["at"]), Store: store is null ? null : new StoreName(store));
        return await node.AskAsync<SourceProtocol.Chosen>(
            new SourceProtocol.Choose(source, choice.At is null ? choice : choice with { Id = null }), http.RequestAborted);
    }

    private static DateTimeOffset? TimeIn(string? text) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new RefusedException(RefusalKind.Invalid, $"'{text}' is no time; write it as 2026-11-20T10:00:00Z");

    private static async Task AnswerFileAsync(HttpContext http, SourceProtocol.Chosen chosen, string path, ISnapshotTrees trees)
    {
        await using var file = await trees.OpenFileAsync(chosen, path, http.RequestAborted);
        http.Response.ContentType = "application/octet-stream";
        await file.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static async Task AnswerContentAsync(HttpContext http, SourceProtocol.Chosen chosen, ISnapshotContent content)
    {
        await using var verified = await content.OpenVerifiedAsync(chosen, http.RequestAborted);
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = chosen.Snapshot.Bytes;
        http.Response.Headers.ETag = $"\"{chosen.Snapshot.Digest.Hex}\"";
        await verified.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
