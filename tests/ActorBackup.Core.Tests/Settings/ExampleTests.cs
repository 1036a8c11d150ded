using ActorBackup.Core.Settings;
using Hocon;

namespace ActorBackup.Core.Tests.Settings;

/// <summary>The commented example that comes with the product.</summary>
public sealed class ExampleTests
{
    public static readonly string Text = File.ReadAllText(Path.Join(Checkout(), "hocon/actorbackup.hocon"));

    [Fact]
    public void The_example_is_right_and_says_the_defaults()
    {
        var source = SomeSettings.Read(Text).Sources[0];

        var usual = SomeSettings.Read($"actorbackup.sources.linking-map.path = \"{source.Path}\"").Sources[0];
        Assert.Equal(usual, source);
    }

    [Fact]
    public void The_example_shows_every_key()
    {
        var shown = Keys(SettingsRenderer.Shown(SomeSettings.Read(Text)));
        var written = Keys(HoconParser.Parse(Text)).ToHashSet();

        Assert.Empty(shown.Except(written).Except(["name", "time-zone"]));
    }

    [Fact]
    public void The_example_of_a_cluster_is_right()
    {
        var settings = SomeSettings.Read(File.ReadAllText(Path.Join(Checkout(), "hocon/cluster.hocon")));

        Assert.Equal(DatabaseKind.Sqlite, settings.Cluster?.Database.Kind);
        Assert.Equal([new SharedSettings(null), new SharedSettings("files"), null], settings.Sources.Select(s => s.Shared));
        Assert.Empty(SettingsWarnings.Of(settings));
    }

    private static IEnumerable<string> Keys(HoconNode node) =>
        node is HoconObject block ? block.Fields.SelectMany(field => Keys(field.Value).Prepend(field.Key)) : [];

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(folder.FullName, "ActorBackup.sln"))) folder = folder.Parent ?? throw new InvalidOperationException($"No checkout above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
