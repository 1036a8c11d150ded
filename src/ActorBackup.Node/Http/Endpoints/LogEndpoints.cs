using System.Text.Json;
using ActorBackup.Node.Logging;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ActorBackup.Node.Http.Endpoints;

/// <summary>The log as server-sent events: the last lines, then the new ones.</summary>
internal static class LogEndpoints
{
    private static readonly byte[] DataField = "data: "u8.ToArray();
    private static readonly byte[] EndOfEvent = "\n\n"u8.ToArray();

    public static void MapLogs(this IEndpointRouteBuilder routes, LogTail tail) =>
        routes.MapGet("/api/v1/logs", async http =>
        {
            var (source, part) = ((string?)http.Request.Query["source"], (string?)http.Request.Query["part"]);
            var follow = http.Request.Query["follow"] != "false";
            http.Response.ContentType = "text/event-stream";
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await http.Response.StartAsync(http.RequestAborted);
            await foreach (var line in tail.ReadAsync(follow, http.RequestAborted))
            {
                if (!Wanted(line, source, part)) continue;
                await http.Response.Body.WriteAsync(DataField, http.RequestAborted);
                await JsonSerializer.SerializeAsync(http.Response.Body, line, WireJson.Default.LogLineJson, http.RequestAborted);
                await http.Response.Body.WriteAsync(EndOfEvent, http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        });

    private static bool Wanted(LogLineJson line, string? source, string? part) =>
        (source is null || line.Source == source || line.SourceId == source || line.SourceId?.StartsWith(source + ":", StringComparison.Ordinal) == true)
        && (part is null || line.Part == part);
}
