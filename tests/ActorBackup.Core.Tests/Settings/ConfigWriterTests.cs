using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Tests.Settings;

public sealed class ConfigWriterTests
{
    [Fact]
    public void What_is_written_reads_back_as_the_same_paths()
    {
        ConfigPath[] paths =
        [
            new("/home/me/work/OUTPUTS/Linking map/linking_map.json", IsGlob: false),
            new("/srv/a \"quoted\" ${name} \\ back.json", IsGlob: false),
            new("/home/me/work/emoji 🗂️/ünïcode#1.json", IsGlob: false),
            new("/home/me/work/report[1]*?.json", IsGlob: false),
            new("/home/me/work/~/odd", IsGlob: false),
            new("/home/me/work/*.json", IsGlob: true),
        ];

        var settings = SomeSettings.Read(ConfigWriter.Write(paths, "/home/me/work"));

        Assert.Equal(paths, settings.Sources.Select(s => new ConfigPath(s.Path, s.IsGlob)));
    }
}
