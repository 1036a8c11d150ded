using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Tests.Settings;

public sealed class SettingsWarningsTests
{
    [Fact]
    public void The_defaults_are_not_risky() =>
        Assert.Empty(SettingsWarnings.Of(SomeSettings.Read("actorbackup.sources.a.path = a.json")));

    [Theory]
    [InlineData("actorbackup {}", "actorbackup.sources", "nothing is protected")]
    [InlineData("actorbackup.sources.a { path = a.json, retention { min-keep = 1 } }", "actorbackup.sources.a.retention.min-keep", "a single healthy snapshot")]
    [InlineData("actorbackup.sources.a { path = a.json, change = off }", "actorbackup.sources.a.change", "nothing takes a snapshot by itself")]
    [InlineData("actorbackup.sources.a { path = a.json, health.parse = none }", "actorbackup.sources.a.health.parse", "looks like JSON")]
    [InlineData("actorbackup.sources.a { path = a.json, health { max-shrink = off, max-item-drop = off } }", "actorbackup.sources.a.health", "are both 100%")]
    [InlineData("actorbackup { stores.copies.trash = off, sources.a.path = a.json }", "actorbackup.stores.copies.trash.keep", "`undo` cannot bring it back")]
    [InlineData("actorbackup { stores.copies.min-free = off, sources.a.path = a.json }", "actorbackup.stores.copies.min-free", "may fill the disk")]
    [InlineData("actorbackup { stores.v { kind = repository, location = v, password-file = \"v/p\" }, sources.a.path = a.json }", "actorbackup.stores.v.password-file", "lies in the repository itself")]
    public void A_risky_setting_is_told(string text, string key, string message)
    {
        var warning = Assert.Single(SettingsWarnings.Of(SomeSettings.Read(text)));

        Assert.Equal(key, warning.Key);
        Assert.Contains(message, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeping_less_than_two_is_told_twice_over() => Assert.Equal(
        ["actorbackup.sources.a.retention.min-keep", "actorbackup.sources.a.retention.keep-last"],
        SettingsWarnings.Of(SomeSettings.Read("actorbackup.sources.a { path = a.json, retention { keep-last = 1, hourly = 0, daily = 0, min-keep = 1 } }")).Select(w => w.Key));
}
