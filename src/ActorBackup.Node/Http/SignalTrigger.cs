using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http;

/// <summary>Makes a trigger of what someone outside asked for.</summary>
internal static class SignalTrigger
{
    private const int MaxText = 200;

    /// <param name="idempotencyKey">Counts where the request names no id.</param>
    /// <exception cref="RefusedException">A field has a value that it cannot have.</exception>
    public static Trigger From(SignalRequest request, string? idempotencyKey, DateTimeOffset now)
    {
        var id = Text("id", request.Id ?? idempotencyKey) ?? Guid.CreateVersion7(now).ToString();
        return new Trigger(new TriggerId(id), KindOf(request.Trigger), now, Fingerprint(request))
        {
            Label = Text("label", request.Label),
            Pin = request.Pin,
            Items = request.Items is < 0 ? throw Invalid($"'items' is {request.Items}; it cannot be negative") : request.Items,
            ExpectShrink = request.ExpectShrink,
            ResetCount = request.ResetCount,
            OncePer = OncePerOf(request.OncePer),
            Counters = request.Counters?.ToImmutableSortedDictionary() ?? ImmutableSortedDictionary<string, double>.Empty,
        };
    }

    private static TriggerKind KindOf(string? word) => word switch
    {
        null => TriggerKind.Signal,
        _ when Words.TryRead<TriggerKind>(word, out var kind) && kind is TriggerKind.Signal or TriggerKind.Manual or TriggerKind.BeforeChange => kind,
        _ => throw Invalid($"'trigger' is '{word}'; it may be signal, manual or before-change"),
    };

    private static Core.Settings.OncePer? OncePerOf(string? word) => word switch
    {
        null => null,
        "day" => Core.Settings.OncePer.Day,
        _ => throw Invalid($"'oncePer' is '{word}'; it may be day"),
    };

    private static string? Text(string field, string? text) =>
        text is null || (text.Length is > 0 and <= MaxText && !text.Any(char.IsControl)) ? text
        : throw Invalid($"'{field}' must have 1 to {MaxText} characters and no control characters");

    /// <summary>Of what is asked, not of how long the asker waits for it.</summary>
    private static string Fingerprint(SignalRequest request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        request with { Id = null, Wait = null, TimeoutSeconds = null, Counters = Sorted(request.Counters) }, WireJson.Default.SignalRequest)))[..32];

    private static ImmutableSortedDictionary<string, double>? Sorted(IReadOnlyDictionary<string, double>? counters) =>
        counters?.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static RefusedException Invalid(string why) => new(RefusalKind.Invalid, why);
}
