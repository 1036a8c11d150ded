using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hocon;

namespace ActorBackup.Node.Cli.Output;

/// <summary>Writes HOCON values as JSON: whole numbers as numbers, everything else as text, so that <c>on</c>, <c>10%</c> and <c>5m</c> stay what they are called.</summary>
internal static class HoconAsJson
{
    public static string Text(HoconNode node)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) Write(json, node);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, HoconNode node)
    {
        switch (node)
        {
            case HoconObject block:
                json.WriteStartObject();
                foreach (var (key, value) in block.Fields)
                {
                    json.WritePropertyName(key);
                    Write(json, value);
                }
                json.WriteEndObject();
                break;
            case HoconArray list:
                json.WriteStartArray();
                foreach (var item in list.Items) Write(json, item);
                json.WriteEndArray();
                break;
            case HoconScalar { IsNull: true }: json.WriteNullValue(); break;
            case HoconScalar { Quoted: false } scalar when HoconUnits.TryInteger(scalar.Text, out var number): json.WriteNumberValue(number); break;
            case HoconScalar scalar: json.WriteStringValue(scalar.Text); break;
            default: throw new NotSupportedException($"No JSON for {node.GetType().Name}.");
        }
    }
}
