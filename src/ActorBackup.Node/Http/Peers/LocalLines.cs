using System.Text.Json;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Http.Peers;

/// <summary>The text that stands for a local source in the cluster's database.</summary>
internal static class LocalLines
{
    public static string Write(LocalSourceJson source) => JsonSerializer.Serialize(source, WireJson.Default.LocalSourceJson);

    /// <summary>Null for what this version cannot read.</summary>
    public static LocalSourceJson? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, WireJson.Default.LocalSourceJson);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
