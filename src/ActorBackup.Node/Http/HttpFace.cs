using ActorBackup.Node.Http.Endpoints;
using ActorBackup.Node.Http.Views;
using ActorBackup.Node.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Serilog;

namespace ActorBackup.Node.Http;

/// <summary>Serves a node's HTTP face on a Unix socket that only its user can open.</summary>
internal sealed class HttpFace : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpFace(WebApplication app, string socket) => (_app, Socket) = (app, socket);

    /// <summary>Absolute path of the socket; gone when the face is disposed.</summary>
    public string Socket { get; }

    public static async Task<HttpFace> StartAsync(
        string socket, INodeGateway node, ISnapshotContent content, string? configFile, LogTail tail, TimeProvider time, ILogger log)
    {
        File.Delete(socket);    // the caller holds the data folder's lock, so a socket here is a dead node's
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = JsonAnswers.MaxRequestBytes;
            kestrel.ListenUnixSocket(socket);
        });

        var app = builder.Build();
        app.UseMiddleware<ProblemAnswers>(log);
        app.UseRouting();
        app.MapStatus(node);
        app.MapSnapshots(node, new SnapshotView(configFile), content);
        app.MapSignals(node, time);
        app.MapChanges(node);
        app.MapRestores(node, time);
        app.MapLogs(tail);
        app.MapNode(node);
        await app.StartAsync();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new HttpFace(app, socket);
    }

    /// <summary>Lets running requests end for at most <paramref name="limit"/>.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        await _app.StopAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        File.Delete(Socket);
    }
}
