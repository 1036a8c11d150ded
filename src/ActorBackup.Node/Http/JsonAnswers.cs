using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorBackup.Core.Protocols;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Http;

namespace ActorBackup.Node.Http;

/// <summary>Reads bodies and writes answers through <see cref="WireJson"/>, without reflection.</summary>
internal static class JsonAnswers
{
    /// <summary>Ample for every request of this face: none carries content.</summary>
    public const int MaxRequestBytes = 256 * 1024;

    public static async Task AnswerAsync<T>(this HttpContext http, T answer, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(http.Response.Body, answer, type, http.RequestAborted);
    }

    public static async Task AnswerAsync(this HttpContext http, ProblemJson problem)
    {
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = "application/problem+json";
        await JsonSerializer.SerializeAsync(http.Response.Body, problem, WireJson.Default.ProblemJson, CancellationToken.None);
    }

    /// <summary>The body, or <paramref name="missing"/> if there is none.</summary>
    /// <exception cref="RefusedException">It is not the JSON of a <typeparamref name="T"/>.</exception>
    public static async Task<T> BodyAsync<T>(this HttpContext http, JsonTypeInfo<T> type, T missing) where T : class
    {
        if (http.Request.ContentLength is 0 || (http.Request.ContentLength is null && http.Request.Headers.TransferEncoding.Count == 0)) return missing;
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted) ?? missing;
        }
        catch (JsonException failure)
        {
            throw new RefusedException(RefusalKind.Invalid, $"the body of {http.Request.Path} is not what is expected there: {failure.Message}");
        }
    }
}
