using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Http;

namespace ActorBackup.Node.Http;

/// <summary>What keeps a web page in someone's browser from talking to a node without a token (interfaces 3).</summary>
internal static class LoopbackRules
{
    /// <returns>Why the request is not let in, or null.</returns>
    public static ProblemJson? Refuse(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host))
            return Forbidden($"Host '{request.Host.Host}' is not this machine; without a token use localhost, 127.0.0.1 or the Unix socket");
        if (request.Headers.Origin.Count > 0)
            return Forbidden($"pages of '{request.Headers.Origin}' may not talk to this node: `node.http.cors` does not name them");
        if (HasBody(request) && !request.HasJsonContentType())
            return new ProblemJson(ProblemTypes.Invalid, "unsupported media type", 415, "a JSON body must say `Content-Type: application/json`");
        return null;
    }

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]" or "::1";

    private static bool HasBody(HttpRequest request) => request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;

    private static ProblemJson Forbidden(string detail) => new(ProblemTypes.Forbidden, "forbidden", 403, detail);
}
