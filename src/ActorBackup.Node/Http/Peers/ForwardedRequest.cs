using Microsoft.AspNetCore.Http;

namespace ActorBackup.Node.Http.Peers;

/// <summary>One request as it goes to another node, and its answer back to who asked.</summary>
internal sealed class ForwardedRequest(HttpContext http, RequestBody body, string who)
{
    private static readonly string[] Passed = ["Accept", "If-None-Match", PeerHeaders.IdempotencyKey];
    private static readonly string[] Returned = ["ETag", "Cache-Control"];

    /// <summary>Looking changes nothing; of the deeds these two are known by their id.</summary>
    public bool MayRepeat =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
        || (body.IsWhole && (http.Request.Path.Value!.EndsWith("/signal", StringComparison.Ordinal) || http.Request.Path.Value.EndsWith("/restore", StringComparison.Ordinal)));

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(http.Request.Method), (Uri?)null);
        foreach (var header in Passed)
            if (http.Request.Headers.TryGetValue(header, out var values)) message.Headers.TryAddWithoutValidation(header, (IEnumerable<string?>)values);
        message.Headers.TryAddWithoutValidation(PeerHeaders.Who, who);
        if (body.IsEmpty) return message;
        message.Content = new StreamContent(body.Open());
        if (http.Request.ContentType is { } type) message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return message;
    }

    /// <summary>The path and query under which another node knows the source.</summary>
    public string PathOf(string source)
    {
        // /api/v1/sources/{source}[/…]: a slash within a segment is still escaped here.
        var rest = http.Request.Path.Value!.Split('/').Skip(5).Select(part => "/" + Uri.EscapeDataString(part.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)));
        return $"/api/v1/sources/{Uri.EscapeDataString(source)}{string.Concat(rest)}{http.Request.QueryString}";
    }

    /// <summary>Streams; an answer that breaks off breaks off here too.</summary>
    public async Task AnswerAsync(HttpResponseMessage answer)
    {
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in Returned)
            if (answer.Headers.TryGetValues(header, out var values)) http.Response.Headers[header] = values.ToArray();
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        http.Response.ContentLength = answer.Content.Headers.ContentLength;
        try
        {
            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            http.Abort();
        }
    }
}
