namespace ActorBackup.Actors.Hosting;

/// <summary>Writes values into HOCON.</summary>
internal static class HoconText
{
    /// <summary>A string in quotes.</summary>
    public static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    public static string OnOff(bool on) => on ? "on" : "off";
}
