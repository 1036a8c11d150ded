using ActorBackup.Core.Protocols;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Triggers;
using ActorBackup.Node.Http.Views;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorBackup.Node.Http.Endpoints;

/// <summary>Triggers from outside, and what became of them.</summary>
internal static class SignalEndpoints
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(30);

    public static void MapSignals(this IEndpointRouteBuilder routes, INodeGateway node, TimeProvider time)
    {
        routes.MapPost("/api/v1/sources/{source}/signal", async http =>
        {
            var source = await http.SourceAsync(node);
            var request = await http.BodyAsync(WireJson.Default.SignalRequest, new SignalRequest());
            var durable = WantsDurable(request);
            var trigger = SignalTrigger.From(request, http.Request.Headers["Idempotency-Key"], time.GetUtcNow());
            var outcome = (await node.AskAsync<SourceProtocol.Done>(new SourceProtocol.TakeSnapshot(source, trigger), http.RequestAborted)).Outcome;
            if (durable && !outcome.IsFinal) outcome = await WaitAsync(node, source, outcome, WaitOf(request), http.RequestAborted);
            await http.AnswerAsync(OutcomeView.Of(outcome), WireJson.Default.OutcomeJson, outcome.IsFinal ? 200 : StatusCodes.Status202Accepted);
        });

        routes.MapGet("/api/v1/outcomes/{id}", async http =>
        {
            var id = new TriggerId((string)http.Request.RouteValues["id"]!);
            await http.AnswerAsync(OutcomeView.Of(await FindAsync(node, id, http.RequestAborted)), WireJson.Default.OutcomeJson);
        });

        // With the source a cluster's other nodes can tell whom to ask.
        routes.MapGet("/api/v1/sources/{source}/outcomes/{id}", async http =>
        {
            var source = await http.SourceAsync(node);
            var id = new TriggerId((string)http.Request.RouteValues["id"]!);
            await http.AnswerAsync(OutcomeView.Of(await OfSourceAsync(node, source, id, http.RequestAborted)), WireJson.Default.OutcomeJson);
        });
    }

    private static bool WantsDurable(SignalRequest request) => request.Wait switch
    {
        null or "accepted" => false,
        "durable" => true,
        _ => throw new RefusedException(RefusalKind.Invalid, $"'wait' is '{request.Wait}'; it may be accepted or durable"),
    };

    private static TimeSpan WaitOf(SignalRequest request) => request.TimeoutSeconds switch
    {
        null => DefaultWait,
        >= 0 and <= 86_400 and var seconds => TimeSpan.FromSeconds(seconds),
        var seconds => throw new RefusedException(RefusalKind.Invalid, $"'timeoutSeconds' is {seconds}; it may be 0 to 86400"),
    };

    /// <summary>Until the outcome is final or the time is over; then what is known.</summary>
    private static async Task<Outcome> WaitAsync(INodeGateway node, SourceId source, Outcome soFar, TimeSpan limit, CancellationToken stop)
    {
        try
        {
            return await node.AskAsync(new SourceProtocol.AwaitOutcome(source, soFar.Id), limit, stop) is SourceProtocol.Done done
                ? done.Outcome
                : await KnownAsync(node, source, soFar, stop);
        }
        catch (TimeoutException)
        {
            return await KnownAsync(node, source, soFar, stop);
        }
    }

    private static async Task<Outcome> KnownAsync(INodeGateway node, SourceId source, Outcome soFar, CancellationToken stop) =>
        (await node.AskAsync<SourceProtocol.Done>(new SourceProtocol.GetOutcome(source, soFar.Id), stop)).Outcome;

    private static async Task<Outcome> OfSourceAsync(INodeGateway node, SourceId source, TriggerId id, CancellationToken stop)
    {
        try
        {
            return await KnownAsync(node, source, new Outcome(id, OutcomeState.Accepted, source), stop);
        }
        catch (RefusedException unknown) when (unknown.Why.Kind == RefusalKind.Invalid)
        {
            throw new RefusedException(RefusalKind.NoSuchSnapshot, $"{source} knows no request '{id}'; ids are kept for 7 days");
        }
    }

    private static async Task<Outcome> FindAsync(INodeGateway node, TriggerId id, CancellationToken stop)
    {
        var all = await node.AskAsync<NodeProtocol.SourceList>(new NodeProtocol.GetSources(null), stop);
        foreach (var source in all.Sources)
        {
            try
            {
                return await KnownAsync(node, source, new Outcome(id, OutcomeState.Accepted, source), stop);
            }
            catch (RefusedException)
            {
                // Not this source's; the next may know it.
            }
        }

        throw new RefusedException(RefusalKind.NoSuchSnapshot, $"no source knows a request '{id}'; ids are kept for 7 days");
    }
}
