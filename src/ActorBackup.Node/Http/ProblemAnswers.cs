using ActorBackup.Core.Protocols;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Http;
using Serilog;

namespace ActorBackup.Node.Http;

/// <summary>Around every endpoint: lets in or not, and turns what is thrown into problem documents.</summary>
internal sealed class ProblemAnswers(RequestDelegate next, IAdmission admission, ILogger log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (admission.Refuse(http) is { } refusal)
        {
            await http.AnswerAsync(refusal);
            return;
        }

        try
        {
            await next(http);
            if (http.Response is { StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed, HasStarted: false })
                await http.AnswerAsync(Unknown(http));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The asker has gone; nobody is left to answer.
        }
        catch (RefusedException refused) when (!http.Response.HasStarted)
        {
            await http.AnswerAsync(Problems.Of(refused.Why));
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await http.AnswerAsync(new ProblemJson(ProblemTypes.Invalid, "invalid request", bad.StatusCode, bad.Message));
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            log.Error(failure, "{Method} {Path} failed", http.Request.Method, http.Request.Path.Value);
            await http.AnswerAsync(Problems.Of(new Refusal(
                RefusalKind.Failed, $"{http.Request.Method} {http.Request.Path} failed: {failure.Message} The node's log has the details")));
        }
    }

    private static ProblemJson Unknown(HttpContext http) => new(
        ProblemTypes.NotFound, "not found", http.Response.StatusCode,
        $"{http.Request.Method} {http.Request.Path} is not offered by this node; the paths begin with /api/v1");
}
