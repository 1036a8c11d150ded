using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorBackup.Wire.Json;

namespace ActorBackup.Client;

/// <summary>Sends requests to one node and turns its answers into records or exceptions. Safe for concurrent use.</summary>
internal sealed class NodeConnection : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly NodeAddress _address;
    private readonly HttpClient _http;

    public NodeConnection(NodeAddress address)
    {
        _address = address;
        _http = new HttpClient(HandlerFor(address))
        {
            BaseAddress = new Uri(address.Url ?? new Uri("http://localhost"), "/api/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,     // a restore takes as long as it takes; callers cancel
        };
    }

    /// <exception cref="NodeProblemException">The node refuses.</exception>
    /// <exception cref="NodeAwayException">No node there.</exception>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken stop)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseContentRead, stop);
        return await ReadAsync(response, type, stop);
    }

    public async Task<TReply> PostAsync<TBody, TReply>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TReply> replyType, CancellationToken stop)
    {
        var content = JsonContent.Create(body, bodyType, Json);
        using var response = await SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, HttpCompletionOption.ResponseContentRead, stop);
        return await ReadAsync(response, replyType, stop);
    }

    /// <summary>The response's body while it arrives; disposing it ends the request.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken stop) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, stop);

    /// <summary>The elements of an answer that is an array, as they arrive.</summary>
    public async IAsyncEnumerable<T> GetAllAsync<T>(string path, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken stop) where T : class
    {
        using var response = await OpenAsync(path, stop);
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        await foreach (var item in JsonSerializer.DeserializeAsyncEnumerable(body, type, stop))
            if (item is not null) yield return item;
    }

    /// <summary>A failure in the middle of an answer means that the node went away.</summary>
    public NodeAwayException Away(Exception cause) => new(_address, cause);

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption until, CancellationToken stop)
    {
        using (request)
        {
            HttpResponseMessage response;
            try
            {
                response = await _http.SendAsync(request, until, stop);
            }
            catch (HttpRequestException failure)
            {
                throw Away(failure);
            }

            if (response.IsSuccessStatusCode) return response;
            using (response) throw new NodeProblemException(await ReadProblemAsync(response, stop));
        }
    }

    private static async Task<ProblemJson> ReadProblemAsync(HttpResponseMessage response, CancellationToken stop)
    {
        var text = await response.Content.ReadAsStringAsync(stop);
        try
        {
            if (JsonSerializer.Deserialize(text, WireJson.Default.ProblemJson) is { Detail: not null } problem) return problem;
        }
        catch (JsonException)
        {
            // Not one of ours: a proxy or another program answers there; its status is all there is to tell.
        }

        return new ProblemJson(
            ProblemTypes.Failed, "unexpected answer", (int)response.StatusCode,
            $"the node answered {(int)response.StatusCode} {response.ReasonPhrase} to {response.RequestMessage?.RequestUri?.PathAndQuery}");
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken stop)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, stop) ?? throw new JsonException("the answer is null");
        }
        catch (HttpIOException failure)
        {
            throw Away(failure);
        }
    }

    private static SocketsHttpHandler HandlerFor(NodeAddress address)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        if (address.Socket is { } path)
        {
            handler.ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }

        return handler;
    }
}
