using System.Net;
using System.Security.Authentication;
using ActorBackup.Node.Http.Endpoints;
using ActorBackup.Node.Http.Peers;
using ActorBackup.Node.Http.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace ActorBackup.Node.Http;

/// <summary>Serves a node's HTTP face: on a Unix socket that only its user can open, or to the other nodes of a cluster.</summary>
internal sealed class HttpFace : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string? _socket;

    private HttpFace(WebApplication app, string? socket) => (_app, _socket) = (app, socket);

    /// <summary>Absolute path of the socket; gone when the face is disposed.</summary>
    public string Socket => _socket ?? throw new InvalidOperationException("This face is on no socket.");

    /// <summary>The TCP port it really listens on.</summary>
    public int Port => new Uri(_app.Urls.First()).Port;

    public static async Task<HttpFace> OnSocketAsync(string socket, FaceParts parts)
    {
        File.Delete(socket);    // the caller holds the data folder's lock, so a socket here is a dead node's
        var face = await StartAsync(parts, new LoopbackAdmission(), kestrel => kestrel.ListenUnixSocket(socket), socket);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return face;
    }

    /// <param name="port">0: any that is free.</param>
    /// <param name="certificates">Null: in the clear.</param>
    /// <exception cref="IOException">The address is none of this machine's, or the port is taken.</exception>
    public static Task<HttpFace> ForPeersAsync(IPAddress address, int port, PeerCertificates? certificates, PeerToken token, FaceParts parts) =>
        StartAsync(parts, new PeerAdmission(token, parts.Time, parts.Log), kestrel => kestrel.Listen(address, port, listen => Secure(listen, certificates)), null);

    /// <summary>Lets running requests end for at most <paramref name="limit"/>.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        await _app.StopAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_socket is not null) File.Delete(_socket);
    }

    private static async Task<HttpFace> StartAsync(FaceParts parts, IAdmission admission, Action<KestrelServerOptions> listen, string? socket)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = JsonAnswers.MaxRequestBytes;
            listen(kestrel);
        });
        if (socket is null) builder.WebHost.UseKestrelHttpsConfiguration();

        var app = builder.Build();
        app.UseMiddleware<ProblemAnswers>(admission, parts.Log);
        app.UseRouting();
        if (parts.Cluster is { } cluster) app.UseMiddleware<Forwarding>(cluster, parts.Time);
        app.MapStatus(parts.Node, parts.Cluster is null ? null : new ClusterStatus(parts.Cluster, parts.Time));
        app.MapSnapshots(parts.Node, new SnapshotView(parts.ConfigFile), parts.Content, parts.Trees);
        app.MapTrees(parts.Node, parts.Trees);
        app.MapSignals(parts.Node, parts.Time);
        app.MapChanges(parts.Node);
        app.MapRestores(parts.Node, parts.Time);
        app.MapLogs(parts.Tail);
        app.MapNode(parts.Node);
        app.MapCluster(parts.Cluster);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new HttpFace(app, socket);
    }

    private static void Secure(ListenOptions listen, PeerCertificates? certificates)
    {
        if (certificates is null) return;
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificates.Own,
            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
            ClientCertificateValidation = (presented, _, _) => certificates.Trusts(presented),
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        });
    }
}
