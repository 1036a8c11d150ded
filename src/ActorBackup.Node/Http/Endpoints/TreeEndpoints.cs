using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorBackup.Core.Protocols;
using ActorBackup.Node.Http.Views;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorBackup.Node.Http.Endpoints;

/// <summary>What is in snapshots of folders: files, differences, histories. Answers are written as they are found.</summary>
internal static class TreeEndpoints
{
    public static void MapTrees(this IEndpointRouteBuilder routes, INodeGateway node, ISnapshotTrees trees)
    {
        routes.MapGet("/api/v1/sources/{source}/snapshots/{id}/files", async http =>
            await AnswerAsync(http, trees.ListAsync(await http.ChosenAsync(node), http.Request.Query["path"].ToString(), http.RequestAborted), TreeView.Of, WireJson.Default.TreeEntryJson));

        routes.MapGet("/api/v1/sources/{source}/diff", async http =>
        {
            var before = await ChosenAsync(http, node, Asked(http, "from"));
            var after = http.Request.Query["to"].ToString() is { Length: > 0 } to ? await ChosenAsync(http, node, to) : null;
            await AnswerAsync(http, trees.CompareAsync(before, after, http.RequestAborted), TreeView.Of, WireJson.Default.TreeChangeJson);
        });

        routes.MapGet("/api/v1/sources/{source}/history", async http =>
        {
            var path = http.Request.Query["path"].ToString();
            var listed = await node.AskAsync<SourceProtocol.Snapshots>(new SourceProtocol.GetSnapshots(await http.SourceAsync(node), All: false), http.RequestAborted);
            await AnswerAsync(http, trees.HistoryAsync(listed, path, http.RequestAborted), found => TreeView.Of(found.Snapshot, found.State), WireJson.Default.PathStateJson);
        });
    }

    private static async Task<SourceProtocol.Chosen> ChosenAsync(HttpContext http, INodeGateway node, string id) =>
        await node.AskAsync<SourceProtocol.Chosen>(new SourceProtocol.Choose(await http.SourceAsync(node), new SnapshotChoice(id)), http.RequestAborted);

    private static string Asked(HttpContext http, string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value
        : throw new RefusedException(RefusalKind.Invalid, $"'{name}' is missing in the query of {http.Request.Path}");

    /// <summary>A failure before the first one is still a problem document; a later one breaks the answer off.</summary>
    private static async Task AnswerAsync<T, TJson>(HttpContext http, IAsyncEnumerable<T> found, Func<T, TJson> view, JsonTypeInfo<TJson> type)
    {
        await using var all = found.GetAsyncEnumerator(http.RequestAborted);
        var any = await all.MoveNextAsync();
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartArray();
        for (; any; any = await all.MoveNextAsync())
        {
            JsonSerializer.Serialize(json, view(all.Current), type);
            if (json.BytesPending > 32 << 10) await json.FlushAsync(http.RequestAborted);
        }

        json.WriteEndArray();
        await json.FlushAsync(http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
