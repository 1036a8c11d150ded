using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ActorBackup.Core.Ownership;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Restoring;
using ActorBackup.Core.Snapshots;
using ActorBackup.Wire.Json;
using Microsoft.AspNetCore.Http;

namespace ActorBackup.Node.Http.Peers;

/// <summary>Restores a source of another node to a path: the content streams here, and the file is written on the node that was asked, where its user expects it.</summary>
internal sealed class RemoteRestore(IFileRestore restore)
{
    /// <summary>What is asked for, if it is a restore to a path; else null.</summary>
    public static Wire.Json.RestoreRequest? Asked(HttpContext http, RequestBody body)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !body.IsWhole || body.IsEmpty || !http.Request.Path.Value!.EndsWith("/restore", StringComparison.Ordinal)) return null;
        try
        {
            return JsonSerializer.Deserialize(body.Start.Span, WireJson.Default.RestoreRequest) is { To: not null } asked ? asked : null;
        }
        catch (JsonException)
        {
            return null;    // who answers says what is wrong with it
        }
    }

    /// <param name="send">Asks the node that has the source, for a path of its own.</param>
    public async Task AnswerAsync(
        HttpContext http, Wire.Json.RestoreRequest asked, string source, Func<string, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken stop)
    {
        if (!Path.IsPathFullyQualified(asked.To!)) throw new RefusedException(RefusalKind.Invalid, $"'to' is '{asked.To}'; it must be an absolute path");
        var query = (asked.At is { } at ? $"&at={Uri.EscapeDataString(at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))}" : "") + (asked.Store is { } store ? $"&store={Uri.EscapeDataString(store)}" : "");
        var of = $"/api/v1/sources/{Uri.EscapeDataString(source)}/snapshots/";
        using var answer = await send($"{of}{Uri.EscapeDataString(asked.Snapshot ?? "latest")}?{query.TrimStart('&')}", stop);
        if (!answer.IsSuccessStatusCode)
        {
            http.Response.StatusCode = (int)answer.StatusCode;
            http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await answer.Content.CopyToAsync(http.Response.Body, stop);
            return;
        }

        var chosen = (await answer.Content.ReadFromJsonAsync(WireJson.Default.SnapshotJson, stop))!;
        var order = new Core.Restoring.RestoreRequest(
            asked.To!, Path.GetFileName(chosen.Path ?? chosen.Source), ContentDigest.Of(Convert.FromHexString(chosen.Digest)), chosen.Bytes, Stamp: null, InPlace: false, asked.Force);
        var result = asked.DryRun ? null : await restore.RestoreAsync(order, LocalClaim.Instance, inner => OpenAsync($"{of}{chosen.Id}/content", send, inner), stop);
        await http.AnswerAsync(Outcome(asked, chosen, result), WireJson.Default.OutcomeJson);
    }

    private static async Task<Stream> OpenAsync(string path, Func<string, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken stop)
    {
        var answer = await send(path, stop);
        if (answer.IsSuccessStatusCode) return await answer.Content.ReadAsStreamAsync(stop);
        using (answer) throw new IOException($"the node that has it answered {(int)answer.StatusCode}");
    }

    private static OutcomeJson Outcome(Wire.Json.RestoreRequest asked, SnapshotJson chosen, RestoreResult? result)
    {
        var (state, reason) = result switch
        {
            null => ("unchanged", $"would restore snapshot {chosen.Id} of {chosen.Source} to {asked.To}"),
            RestoreResult.Restored done => ("durable", done.Note),
            RestoreResult.Damaged damaged => ("failed", damaged.Finding),
            RestoreResult.Unreadable unreadable => ("failed", unreadable.Reason),
            RestoreResult.Failed failed => ("failed", failed.Reason),
            _ => throw new NotSupportedException(result.GetType().Name),
        };
        return new OutcomeJson(asked.Id ?? Guid.CreateVersion7().ToString(), state, chosen.Source, chosen.Id, [], reason);
    }
}
