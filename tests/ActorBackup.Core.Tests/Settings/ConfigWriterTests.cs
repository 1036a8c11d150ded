using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Tests.Settings;

public sealed class ConfigWriterTests
{
    [Fact]
    public void What_is_written_reads_back_as_the_same_paths()
    {
        ConfigPath[] paths =
        [
            new("/home/me/jobs/OUTPUTS/Linking map/linking_map.json", IsGlob: false),
            new("/srv/a \"quoted\" ${name} \\ back.json", IsGlob: false),
            new("/home/me/jobs/emoji 🗂️/ünïcode#1.json", IsGlob: false),
            new("/home/me/jobs/report[1]*?.json", IsGlob: false),
            new("/home/me/jobs/~/odd", IsGlob: false),
            new("/home/me/jobs/data/*.json", IsGlob: true),
        ];

        var settings = SomeSettings.Read(ConfigWriter.Write(paths, "/home/me/jobs"));

        Assert.Equal(paths, settings.Sources.Select(s => new ConfigPath(s.Path, s.IsGlob)));
    }

    [Fact]
    public void With_a_vault_every_source_goes_there_too()
    {
        var settings = SomeSettings.Read(ConfigWriter.Write([new ConfigPath("/home/me/jobs/a.json", IsGlob: false)], "/home/me/jobs", vault: "vault.password"));

        var vault = Assert.IsType<RepositorySettings>(settings.Stores[new Core.Stores.StoreName("vault")]);
        Assert.Equal(("/home/me/jobs/vault", "/home/me/jobs/vault.password"), (vault.Location, vault.PasswordFile));
        Assert.Equal(["copies", "vault"], settings.Sources[0].Stores.Select(s => s.Store.Value));
        Assert.Empty(SettingsWarnings.Of(settings));
    }

    [Fact]
    public void A_file_that_a_glob_covers_gets_no_source_of_its_own()
    {
        ConfigPath[] paths = [new("/home/me/jobs/a.json", IsGlob: false), new("/home/me/jobs/*.json", IsGlob: true), new("/home/me/jobs/*.json", IsGlob: true)];

        var settings = SomeSettings.Read(ConfigWriter.Write(paths, "/home/me/jobs"));

        Assert.Equal([paths[1]], settings.Sources.Select(s => new ConfigPath(s.Path, s.IsGlob)));
    }

    [Theory]
    [InlineData("/w/Linking map.json", "linking-map")]
    [InlineData("/w/linking_map.json", "linking_map")]
    [InlineData("/w/ÄÖ — Ü.json", "source")]
    [InlineData("/w/.env", "env")]
    [InlineData("/w/a.tar.gz", "a-tar")]
    [InlineData("/w/--x--.json", "x")]
    [InlineData("/w/latest.json", "latest-2")]
    [InlineData("/Some Folder/*.json", "some-folder")]
    public void A_source_is_named_after_its_file(string path, string name) =>
        Assert.Equal(name, Assert.Single(SomeSettings.Read(ConfigWriter.Write([new ConfigPath(path, path.Contains('*', StringComparison.Ordinal))], "/w")).Sources).Id.Name);

    [Fact]
    public void A_name_that_is_taken_gets_a_number_and_never_grows_too_long()
    {
        var taken = new HashSet<string>();

        string[] names = [.. Enumerable.Range(0, 12).Select(_ => ConfiguredName.MakeFrom(new string('A', 80), taken.Contains)).Select(name => { taken.Add(name); return name; })];

        Assert.Equal(12, taken.Count);
        Assert.All(names, name => Assert.True(ConfiguredName.IsValid(name), name));
        Assert.EndsWith("-12", names[11], StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_existing_configuration_lacks_is_given_as_lines_to_add()
    {
        var settings = SomeSettings.Read("actorbackup.sources { logs { path = \"logs/*.json\" }, a { path = a.json } }");
        ConfigPath[] paths = [new("/home/me/jobs/logs/x.json", IsGlob: false), new("/home/me/jobs/a.json", IsGlob: false), new("/home/me/jobs/sub/a.json", IsGlob: false)];

        Assert.Equal([paths[2]], ConfigWriter.Missing(settings, paths));
        Assert.Equal("a-2 { path = \"sub/a.json\" }\n", ConfigWriter.LinesToAdd(settings, paths, "/home/me/jobs"));
    }

    [Fact]
    public void The_comments_of_what_is_written_hold_when_they_are_uncommented()
    {
        var lines = ConfigWriter.Write([new ConfigPath("/home/me/jobs/a.json", IsGlob: false)], "/home/me/jobs").Split('\n');

        var settings = SomeSettings.Read(string.Join('\n', lines.Select(line => line.TrimStart() is ['#', ' ', >= 'a' and <= 'z', ..] and var comment ? comment[2..] : line)));

        Assert.Equal(("my-machine", "Europe/Berlin", "0 3 * * *"), (settings.Name?.Value, settings.TimeZone.Id, settings.Sources[0].Cron));
    }

    [Fact]
    public void The_nodes_own_folder_is_another_than_that_of_the_files()
    {
        var settings = SomeSettings.Read(ConfigWriter.Write([new ConfigPath("/home/me/jobs/data/state.json", IsGlob: false)], "/home/me/jobs"));

        Assert.Equal("/home/me/jobs/actorbackup-data", settings.DataFolder);
    }
}
