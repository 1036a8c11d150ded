using Microsoft.AspNetCore.Http;

namespace ActorBackup.Node.Http.Peers;

/// <summary>A request's body, read ahead as far as it may be kept, so that a small one can be sent more than once.</summary>
/// <param name="Start">What was read.</param>
/// <param name="Rest">What follows; null if that was all.</param>
internal sealed record RequestBody(ReadOnlyMemory<byte> Start, Stream? Rest)
{
    private const int Kept = 64 * 1024;

    public bool IsWhole => Rest is null;
    public bool IsEmpty => IsWhole && Start.IsEmpty;

    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0)) return new RequestBody(default, null);
        using var start = new MemoryStream();
        var buffer = new byte[8192];
        while (start.Length < Kept)
        {
            var count = await request.Body.ReadAsync(buffer, stop);
            if (count == 0) return new RequestBody(start.ToArray(), null);
            start.Write(buffer, 0, count);
        }

        return new RequestBody(start.ToArray(), request.Body);
    }

    /// <summary>From its start; a body that is not whole can be opened once.</summary>
    public Stream Open() => Rest is null ? new MemoryStream(Start.ToArray(), writable: false) : new JoinedStream(Start, Rest);
}
