using System.Text;

namespace ActorBackup.Stores.Repositories;

/// <summary>Text in a tag: restic separates tags by commas and prints them one a line, so a few characters are percent-encoded, the rest stays readable.</summary>
internal static class TagText
{
    public static string Write(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsPlain(rune)) written.Append(rune.ToString());
            else
                foreach (var unit in Encoding.UTF8.GetBytes(rune.ToString())) written.Append('%').Append(unit.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return written.ToString();
    }

    public static string Read(string text) => Uri.UnescapeDataString(text);

    private static bool IsPlain(Rune rune) =>
        rune.Value is not ('%' or ',' or ' ' or '=' or '"') && !Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune) && rune != Rune.ReplacementChar;
}
