using System.Net.Http.Headers;
using System.Net.Security;
using ActorBackup.Core.Ownership;

namespace ActorBackup.Node.Http.Peers;

/// <summary>Sends requests to the endpoints of other nodes. Safe for concurrent use.</summary>
internal sealed class PeerLink : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);
    private readonly PeerToken _token;
    private readonly HttpClient _http;
    private readonly bool _isSecure;

    /// <param name="tls">Null: in the clear.</param>
    public PeerLink(PeerToken token, SslClientAuthenticationOptions? tls)
    {
        (_token, _isSecure) = (token, tls is not null);
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = ConnectLimit };
        if (tls is not null) handler.SslOptions = tls;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <param name="path">With its query, beginning with <c>/</c>.</param>
    /// <returns>As soon as the answer's head is there; its body is read by the caller, who disposes it.</returns>
    /// <exception cref="HttpRequestException">The node cannot be reached, or broke off; the message says why without "see inner exception".</exception>
    public async Task<HttpResponseMessage> SendAsync(Peer peer, HttpRequestMessage request, string path, CancellationToken stop)
    {
        request.RequestUri = new Uri(new Uri(peer.Http), path);
        if (_isSecure && request.RequestUri.Scheme != Uri.UriSchemeHttps)
            throw new HttpRequestException(HttpRequestError.SecureConnectionError, "it talks in the clear, and this node by TLS alone");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token.Value ?? "");
        request.Headers.Add(PeerHeaders.Hop, "1");
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new HttpRequestException(failure.HttpRequestError, $"no TLS with it: {failure.GetBaseException().Message.TrimEnd('.')}", failure);
        }
    }

    public void Dispose() => _http.Dispose();
}
