using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Triggers;
using ActorBackup.Wire.Json;

namespace ActorBackup.Actors.Signals;

/// <summary>Makes a trigger of what someone outside asked for, by whatever face.</summary>
public static class TriggerReading
{
    private const int MaxText = 200;

    /// <param name="idempotencyKey">Counts where the request names no id.</param>
    /// <exception cref="FormatException">A field has a value that it cannot have; the message says which, and what it may be.</exception>
    public static Trigger Read(SignalRequest request, string? idempotencyKey, DateTimeOffset now) =>
        new(new TriggerId(Id(request.Id ?? idempotencyKey, now)), KindOf(request.Trigger), now, Fingerprint(request))
        {
            Label = Text("label", request.Label),
            Pin = request.Pin,
            Items = request.Items is < 0 ? throw new FormatException($"'items' is {request.Items}; it cannot be negative") : request.Items,
            ExpectShrink = request.ExpectShrink,
            ResetCount = request.ResetCount,
            OncePer = OncePerOf(request.OncePer),
            Counters = request.Counters?.ToImmutableSortedDictionary() ?? ImmutableSortedDictionary<string, double>.Empty,
        };

    /// <summary>The one given, or a new one, so that the outcome can be asked for in any case.</summary>
    /// <exception cref="FormatException">It is empty, too long, or has control characters.</exception>
    public static string Id(string? given, DateTimeOffset now) => Text("id", given) ?? Guid.CreateVersion7(now).ToString();

    private static TriggerKind KindOf(string? word) => word switch
    {
        null => TriggerKind.Signal,
        _ when Words.TryRead<TriggerKind>(word, out var kind) && kind is TriggerKind.Signal or TriggerKind.Manual or TriggerKind.BeforeChange => kind,
        _ => throw new FormatException($"'trigger' is '{word}'; it may be signal, manual or before-change"),
    };

    private static OncePer? OncePerOf(string? word) => word switch
    {
        null => null,
        "day" => OncePer.Day,
        _ => throw new FormatException($"'oncePer' is '{word}'; it may be day"),
    };

    private static string? Text(string field, string? text) =>
        text is null || (text.Length is > 0 and <= MaxText && !text.Any(char.IsControl)) ? text
        : throw new FormatException($"'{field}' must have 1 to {MaxText} characters and no control characters");

    /// <summary>Of what is asked, not of how long the asker waits for it; the same by every face.</summary>
    private static string Fingerprint(SignalRequest request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        request with { Id = null, Wait = null, TimeoutSeconds = null, Counters = Sorted(request.Counters) }, WireJson.Default.SignalRequest)))[..32];

    private static ImmutableSortedDictionary<string, double>? Sorted(IReadOnlyDictionary<string, double>? counters) =>
        counters?.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
