using System.Collections.Concurrent;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Http;
using Serilog;

namespace ActorBackup.Node.Http.Peers;

/// <summary>Of the endpoint for other nodes: who has the cluster's token. One log line per address and minute tells of the others.</summary>
internal sealed class PeerAdmission(PeerToken token, TimeProvider time, ILogger log) : IAdmission
{
    private const string Scheme = "Bearer ";
    private const int MostAddresses = 1024;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, long> _toldAt = new(StringComparer.Ordinal);

    public ProblemJson? Refuse(HttpContext http)
    {
        string? written = http.Request.Headers.Authorization;
        if (written?.StartsWith(Scheme, StringComparison.Ordinal) == true && token.Is(written[Scheme.Length..])) return null;
        Tell(http.Connection.RemoteIpAddress?.ToString() ?? "unknown", written is null ? "no token" : "another token");
        return token.Value is null
            ? new ProblemJson(ProblemTypes.Away, "away", StatusCodes.Status503ServiceUnavailable, "this node has not read the cluster's token yet: its database is away")
            : new ProblemJson(ProblemTypes.Forbidden, "forbidden", StatusCodes.Status401Unauthorized, "this endpoint is for the nodes of its cluster: the request bears no token, or another one");
    }

    private void Tell(string address, string what)
    {
        var now = time.GetTimestamp();
        if (_toldAt.TryGetValue(address, out var last) && time.GetElapsedTime(last, now) < Quiet) return;
        if (_toldAt.Count >= MostAddresses) _toldAt.Clear();
        _toldAt[address] = now;
        log.Warning("peer endpoint: {Address:l} came with {What:l} and was not let in; further tries of this minute are not told", address, what);
    }
}
