using System.Collections.Immutable;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Settings.Reading;

/// <summary>Reads <c>node</c>.</summary>
internal static class NodeReading
{
    public static NodeSettings Read(Block block, PathRule paths, SettingsDefaults defaults)
    {
        var name = block.Has("name", out var written) && block.TryRead("name", written, Name, out var read) ? new NodeId(read) : null;
        var settings = new NodeSettings(
            ConfigFile: null,
            name,
            TimeZone: block.Value("time-zone", defaults.Zone, Zone),
            DataFolder: block.Value("data", paths.Absolute("data"), paths.Absolute),
            Roles: [.. block.List("roles", Name)],
            CapturesAtOnce: block.Value("captures-at-once", 4, Forms.Count(1, 256)),
            LogJson: block.Value("log-json", false, Forms.OnOff),
            Stores: ImmutableDictionary<StoreName, StoreSettings>.Empty,
            Sources: [],
            AkkaHocon: "");
        block.Later("http");
        block.Close();
        return settings;
    }

    private static string Name(string text) => ConfiguredName.IsValid(text) ? text : throw new FormatException(ConfiguredName.Explain(text));

    private static TimeZoneInfo Zone(string text)
    {
        // The file system's names would let "../x" and "posixrules" through.
        const string allowed = "use a name of the IANA list, such as Europe/Berlin or UTC.";
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')) throw new FormatException($"'{text}' is no time zone: {allowed}");
        return TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : throw new FormatException($"'{text}' is no time zone known here: {allowed}");
    }
}
