using System.Text;

namespace Hocon;

/// <summary>Writes nodes as HOCON that any parser of it reads: one field a line, every doubtful text in quotes.</summary>
internal static class HoconRenderer
{
    public static string Render(HoconNode node)
    {
        var text = new StringBuilder();
        if (node is HoconObject root) WriteFields(text, root, 0);
        else WriteValue(text, node, 0);
        return text.ToString();
    }

    private static void WriteFields(StringBuilder text, HoconObject value, int indent)
    {
        foreach (var (key, field) in value.Fields)
        {
            text.Append(' ', indent).Append(HoconPath.Quote(key)).Append(field is HoconObject ? " " : " = ");
            WriteValue(text, field, indent);
            text.Append('\n');
        }
    }

    private static void WriteValue(StringBuilder text, HoconNode value, int indent)
    {
        switch (value)
        {
            case HoconObject { Fields.Count: 0 }: text.Append("{}"); break;
            case HoconObject level:
                text.Append("{\n");
                WriteFields(text, level, indent + 2);
                text.Append(' ', indent).Append('}');
                break;
            case HoconArray list: WriteItems(text, list, indent); break;
            case HoconScalar scalar: text.Append(CanStandBare(scalar) ? scalar.Text : HoconPath.QuoteAlways(scalar.Text)); break;
            default: throw new NotSupportedException($"No text for {value.GetType().Name}.");
        }
    }

    private static void WriteItems(StringBuilder text, HoconArray list, int indent)
    {
        var oneLine = list.Items.All(item => item is HoconScalar);
        text.Append('[');
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0) text.Append(oneLine ? ", " : ",");
            if (!oneLine) text.Append('\n').Append(' ', indent + 2);
            WriteValue(text, list.Items[i], indent + 2);
        }

        if (!oneLine) text.Append('\n').Append(' ', indent);
        text.Append(']');
    }

    private static bool CanStandBare(HoconScalar scalar) => scalar.IsNull || (!scalar.Quoted && scalar.Text.Length > 0 && scalar.Text != "null"
        && scalar.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
}
