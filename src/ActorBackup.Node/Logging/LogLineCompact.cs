using System.Text;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace ActorBackup.Node.Logging;

/// <summary>One JSON object per line: the fields of <c>logs --json</c> and every named value of the message beside them.</summary>
internal sealed class LogLineCompact : ITextFormatter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options)) Write(json, logEvent);
        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter json, LogEvent e)
    {
        var line = LogProperties.Line(e);
        json.WriteStartObject();
        json.WriteString("time", line.Time.UtcDateTime);
        json.WriteString("level", line.Level);
        json.WriteString("message", line.Message);
        if (line.Source is not null) json.WriteString("source", line.Source);
        if (line.Part is not null) json.WriteString("part", line.Part);
        foreach (var (name, value) in e.Properties)
        {
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
            Write(json, value);
        }

        if (line.Error is not null) json.WriteString("error", line.Error);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch ((value as ScalarValue)?.Value)
        {
            case null when value is ScalarValue: json.WriteNullValue(); break;
            case bool told: json.WriteBooleanValue(told); break;
            case int told: json.WriteNumberValue(told); break;
            case long told: json.WriteNumberValue(told); break;
            case double told when double.IsFinite(told): json.WriteNumberValue(told); break;
            case decimal told: json.WriteNumberValue(told); break;
            case string told: json.WriteStringValue(told); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
