using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorBackup.Wire.Json;

/// <summary><see cref="WireJson"/> for terminals and scripts: paths with accents and emojis stay readable.</summary>
public static class ReadableJson
{
    public static WireJson Context { get; } = new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
