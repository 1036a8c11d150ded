using Hocon;

namespace ActorBackup.Core.Settings;

/// <summary>One thing wrong in a configuration.</summary>
/// <param name="Key">The full path of the key, such as <c>actorbackup.sources.docs.change.quiet</c>; empty where the text itself is no HOCON.</param>
/// <param name="File">The file it stands in: an included one has its own name.</param>
/// <param name="Line">From 1.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record SettingsProblem(string Key, string File, int Line, string Message)
{
    /// <summary>The problem of a text that could not even be parsed.</summary>
    public static SettingsProblem Of(HoconException failure)
    {
        var place = $"{failure.Origin}: ";
        var message = failure.Message.StartsWith(place, StringComparison.Ordinal) ? failure.Message[place.Length..] : failure.Message;
        return new SettingsProblem("", failure.Origin.File, failure.Origin.Line, message);
    }

    public override string ToString() => Key.Length == 0 ? $"{new HoconOrigin(File, Line)}: {Message}" : $"{new HoconOrigin(File, Line)}: {Key}: {Message}";
}
