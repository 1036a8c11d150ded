using ActorBackup.Core.Settings;
using Hocon;

namespace ActorBackup.Core.Tests.Settings;

/// <summary>Reads configurations as if they lay in <c>/home/me/jobs</c>, without files and without the machine's environment.</summary>
internal static class SomeSettings
{
    public const string File = "/home/me/jobs/actorbackup.hocon";

    public static SettingsDefaults Defaults { get; } = new(TimeZoneInfo.Utc, "/home/me");

    public static SettingsResult Result(string text, params (string Name, string Text)[] included)
    {
        var options = new HoconOptions
        {
            File = File,
            ReadInclude = path => included.Where(file => path.EndsWith(file.Name, StringComparison.Ordinal)).Select(file => file.Text).FirstOrDefault(),
            Environment = _ => null,
        };
        return SettingsReader.Read(HoconParser.Parse(text, options), File, Defaults);
    }

    public static NodeSettings Read(string text)
    {
        var result = Result(text);
        Assert.True(result.IsValid, string.Join('\n', result.Problems));
        return result.Settings;
    }
}
