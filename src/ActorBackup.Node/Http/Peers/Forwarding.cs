using System.Net;
using ActorBackup.Core.Protocols;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Http;

namespace ActorBackup.Node.Http.Peers;

/// <summary>Sends what is asked of a source to the node that runs it. What was forwarded once is answered here or not at all.</summary>
/// <remarks>While nobody runs a shared source, and when its owner dies before it answered, the request waits for the next owner, 10 s at most. It is sent
/// again only if that is harmless: it changes nothing, or its id tells that it is the same; one without an id is given one.</remarks>
internal sealed class Forwarding(RequestDelegate next, PeerNodes peers, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookAfter = TimeSpan.FromMilliseconds(500);

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.RouteValues["source"] is not string segment)
        {
            await next(http);
            return;
        }

        var source = segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (http.Request.Headers.ContainsKey(PeerHeaders.Hop)) await AnswerHereAsync(http, source);
        else await AnswerAnywhereAsync(http, source);
    }

    private async Task AnswerHereAsync(HttpContext http, string source)
    {
        if (await peers.FindAsync(source, http.RequestAborted) is Whereabouts.Here here) await HandleAsync(http, here.Source);
        else await http.AnswerAsync(new ProblemJson(ProblemTypes.Away, "not here", StatusCodes.Status421MisdirectedRequest, $"the node {peers.Self} does not run {source} now"));
    }

    private async Task AnswerAnywhereAsync(HttpContext http, string source)
    {
        var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
        if (!HttpMethods.IsGet(http.Request.Method) && !http.Request.Headers.ContainsKey(PeerHeaders.IdempotencyKey))
            http.Request.Headers[PeerHeaders.IdempotencyKey] = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var request = new ForwardedRequest(http, body, $"{http.Who()}@{peers.Self}");
        for (var (begun, round) = (time.GetTimestamp(), 0); ; round++)
        {
            var where = await peers.FindAsync(source, http.RequestAborted);
            if (await TryAsync(where, http, request, body) is not { } why) return;
            if (time.GetElapsedTime(begun) >= Patience) throw new RefusedException(RefusalKind.Away, $"owner unreachable: {source} was asked for {Patience.TotalSeconds:0} s, but {why.TrimEnd('.')}. Look at `actorbackup cluster members {source}`, then ask again");
            await Task.Delay(Pause, time, http.RequestAborted);
        }
    }

    /// <returns>Why there is no answer yet, or null if there is one.</returns>
    private async Task<string?> TryAsync(Whereabouts where, HttpContext http, ForwardedRequest request, RequestBody body)
    {
        switch (where)
        {
            case Whereabouts.Here here:
                http.Request.Body = body.Open();
                return await TryHereAsync(http, here, request);
            case Whereabouts.At at:
                return await TryThereAsync(http, at, request, RemoteRestore.Asked(http, body));
            case Whereabouts.Nobody nobody:
                return nobody.Why;
            case Whereabouts.Several several:
                throw new RefusedException(RefusalKind.Invalid, $"several nodes have a source '{several.Source}': name one of {string.Join(", ", several.Names)}");
            case Whereabouts.Gone gone when HttpMethods.IsGet(http.Request.Method) || RemoteRestore.Asked(http, body) is not null:
                await AnswerForAbsentAsync(http, gone, request, body);
                return null;
            case Whereabouts.Gone gone:
                throw new RefusedException(RefusalKind.Away, $"{gone.Source} is a local source of the node {gone.Node}, which is not there: start that node, or put a copy elsewhere with `actorbackup restore {gone.Source}@{gone.Node} --to PATH`");
            default:
                throw new NotSupportedException(where.GetType().Name);
        }
    }

    private async Task<string?> TryHereAsync(HttpContext http, Whereabouts.Here here, ForwardedRequest request)
    {
        try
        {
            await HandleAsync(http, here.Source);
            return null;
        }
        catch (RefusedException no) when (no.Why.Kind == RefusalKind.Away && request.MayRepeat && !http.Response.HasStarted)
        {
            // It may have lost the source just now; if it still runs it, this was the answer.
            if (await peers.FindAsync(here.Source, http.RequestAborted) is Whereabouts.Here) throw;
            return no.Why.Why;
        }
    }

    private async Task<string?> TryThereAsync(HttpContext http, Whereabouts.At at, ForwardedRequest request, RestoreRequest? restore)
    {
        var name = $"the node {at.Peer.Node}";
        try
        {
            if (restore is not null)
            {
                await new RemoteRestore(peers.Restore).AnswerAsync(http, restore, at.Source, AskAsync, http.RequestAborted);
                return null;
            }

            using var message = request.ToMessage();
            using var answer = await SendAsync(at, message, request.PathOf(at.Source), http.RequestAborted);
            if (answer is null) return request.MayRepeat ? $"{name} stopped answering" : throw Unknown(name, at.Source);
            if (answer.StatusCode == HttpStatusCode.MisdirectedRequest) return $"{name} does not run it any more";
            if (answer.StatusCode == HttpStatusCode.Unauthorized) throw new RefusedException(RefusalKind.Away, $"{name}, which runs {at.Source}, does not take this node's token: do both use the same database?");
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && request.MayRepeat && !await peers.StillAsync(at, http.RequestAborted)) return $"{name} has lost it";
            await request.AnswerAsync(answer);
            return null;
        }
        catch (HttpRequestException broken) when (broken.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return $"{name} cannot be reached: {broken.Message}";   // nothing was sent
        }
        catch (HttpRequestException broken)
        {
            return request.MayRepeat ? $"{name} broke off: {broken.Message}" : throw Unknown(name, at.Source);
        }

        async Task<HttpResponseMessage> AskAsync(string path, CancellationToken stop)
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, (Uri?)null);
            return await peers.Link.SendAsync(at.Peer, question, path, stop);
        }
    }

    /// <summary>Looking, and restoring elsewhere, need no more than the stores of a node that is gone.</summary>
    private async Task AnswerForAbsentAsync(HttpContext http, Whereabouts.Gone gone, ForwardedRequest request, RequestBody body)
    {
        var told = (await peers.LocalsAsync(http.RequestAborted)).FirstOrDefault(l => l.Node == gone.Node && (l.Source.Source == gone.Source || l.Source.Key == gone.Source)).Source
            ?? throw new RefusedException(RefusalKind.NoSuchSource, $"the node {gone.Node}, which is not there, told of no source '{gone.Source}'");
        await using var absent = await peers.Absent.OpenAsync(gone.Node, told, http.RequestAborted);
        if (RemoteRestore.Asked(http, body) is { } restore)
        {
            await new RemoteRestore(peers.Restore).AnswerAsync(http, restore, told.Source, AskAsync, http.RequestAborted);
            return;
        }

        using var message = request.ToMessage();
        using var answer = await absent.SendAsync(message, request.PathOf(told.Source), http.RequestAborted);
        await request.AnswerAsync(answer);

        async Task<HttpResponseMessage> AskAsync(string path, CancellationToken stop)
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, (Uri?)null);
            return await absent.SendAsync(question, path, stop);
        }
    }

    /// <returns>Null if that node has lost the source, or is gone, before it answered.</returns>
    private async Task<HttpResponseMessage?> SendAsync(Whereabouts.At at, HttpRequestMessage message, string path, CancellationToken stop)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var sent = peers.Link.SendAsync(at.Peer, message, path, giveUp.Token);
        while (await Task.WhenAny(sent, Task.Delay(LookAfter, time, stop)) != sent)
        {
            stop.ThrowIfCancellationRequested();
            if (await peers.StillAsync(at, stop)) continue;
            await giveUp.CancelAsync();
            try
            {
                return await sent;
            }
            catch (Exception given) when (given is OperationCanceledException or HttpRequestException)
            {
                return null;
            }
        }

        return await sent;
    }

    private async Task HandleAsync(HttpContext http, string source)
    {
        http.Request.RouteValues["source"] = source;
        await next(http);
    }

    private static RefusedException Unknown(string name, string source) => new(
        RefusalKind.Away, $"owner unreachable: {name} broke off while it worked on the request; whether it was carried out is not known. Look at `actorbackup snapshots {source} --all`, then ask again");
}
