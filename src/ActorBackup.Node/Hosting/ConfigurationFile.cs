using ActorBackup.Actors.Hosting;
using ActorBackup.Core.Settings;
using Hocon;

namespace ActorBackup.Node.Hosting;

/// <summary>The configuration on disk.</summary>
internal static class ConfigurationFile
{
    /// <summary>The file that is meant (interfaces 1), absolute; null if there is none. One that was named is meant whether it exists or not.</summary>
    public static string? Find(string? option, string folder, Func<string, string?> environment) =>
        ConfigSearch.Find(option, environment(ConfigSearch.Variable), folder, environment("HOME"), File.Exists).Found;

    /// <exception cref="ConfigurationException">It is missing or wrong; the message has one line per mistake.</exception>
    public static NodeSettings Read(string path)
    {
        var result = Check(path);
        return result.IsValid ? result.Settings : throw ConfigurationException.Wrong(result.Problems);
    }

    /// <summary>The settings, or every mistake.</summary>
    /// <exception cref="ConfigurationException">The file is missing or cannot be read.</exception>
    public static SettingsResult Check(string path)
    {
        if (Directory.Exists(path)) throw new ConfigurationException($"{path} is a folder, not a configuration file; name the file in it");
        if (!File.Exists(path)) throw ConfigurationException.Missing(path);
        return Parse(path, () => HoconParser.ParseFile(path));
    }

    /// <summary>As <see cref="Check"/>, for a text that will lie at <paramref name="path"/>.</summary>
    public static SettingsResult CheckText(string text, string path) => Parse(path, () => HoconParser.Parse(text, HoconOptions.Default with { File = path }));

    /// <summary>For a node that reads its file again: a wrong one is told, not thrown.</summary>
    public static SettingsReading ReadAgain(string path)
    {
        try
        {
            return new SettingsReading(Read(path), null);
        }
        catch (ConfigurationException wrong)
        {
            return new SettingsReading(null, wrong.Message);
        }
    }

    private static SettingsResult Parse(string path, Func<HoconObject> parse)
    {
        try
        {
            return SettingsReader.Read(parse(), path, new SettingsDefaults(TimeZoneInfo.Local, Environment.GetEnvironmentVariable("HOME")));
        }
        catch (HoconException wrong)
        {
            return new SettingsResult(null, [SettingsProblem.Of(wrong)]);
        }
    }
}
