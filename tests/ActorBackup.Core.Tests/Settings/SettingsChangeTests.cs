using ActorBackup.Core.Settings;
using ActorBackup.Core.Trees;

namespace ActorBackup.Core.Tests.Settings;

public sealed class SettingsChangeTests
{
    private const string Before = "actorbackup { node.captures-at-once = 4, stores { copies {}, far { folder = \"/mnt/far\" } }, sources { a { path = a.json }, b { path = b.json }, c { path = c.json, stores = copies } } }";

    [Fact]
    public void The_same_text_changes_nothing() =>
        Assert.True(SettingsChange.Between(SomeSettings.Read(Before), SomeSettings.Read(Before)).IsNone);

    [Theory]
    [InlineData("a { path = a.json }", "a { path = a2.json }", "", "", "a", "", "")]
    [InlineData("a { path = a.json }, b", "b", "", "a", "", "", "")]
    [InlineData("a { path = a.json }", "x { path = a.json }", "x", "a", "", "", "")]
    [InlineData("stores = copies", "stores = far", "", "", "c", "", "")]
    [InlineData("stores = copies", "stores = [{ name = copies, retention { keep-last = 1 } }]", "", "", "c", "", "")]
    [InlineData("/mnt/far", "/mnt/further", "", "", "", "far", "")]
    [InlineData("node.captures-at-once = 4", "node { captures-at-once = 4, data = \"/d\", log-json = on }", "", "", "", "", "node.data,node.log-json")]
    [InlineData("actorbackup {", "actorbackup { cluster { enabled = on, database = \"sqlite:c.db\" },", "", "", "", "", "cluster")]
    public void Each_change_is_told(string old, string next, string added, string removed, string changed, string stores, string restart)
    {
        var change = SettingsChange.Between(SomeSettings.Read(Before), SomeSettings.Read(Before.Replace(old, next, StringComparison.Ordinal)));

        Assert.Equal(
            (added, removed, changed, stores, restart),
            (string.Join(',', change.Added.Select(s => s.Id)), string.Join(',', change.Removed), string.Join(',', change.Changed.Select(s => s.Id)),
                string.Join(',', change.ChangedStores), string.Join(',', change.NeedRestart)));
    }

    [Fact]
    public void Every_key_of_a_source_counts_when_two_are_compared()
    {
        var sources = SomeSettings.Read(
            """
            actorbackup { stores { copies {}, far { folder = "/mnt/far" } }
              sources {
                a { path = a.json, stores = copies }
                b { path = "b*.json", stores = [copies, far], change = off, interval = 5m, cron = "0 0 * * *", startup = on, signal = off, min-interval = 1s, quiesce.pid-file = x
                    health.parse = none, retention.daily = 1, max-rpo = 1h, expected-items = 5, durable-in = 2 }
              }
            }
            """).Sources;

        foreach (var property in typeof(SourceSettings).GetProperties().Where(p => p.CanWrite))
        {
            var mixed = sources[0] with { };
            Assert.Equal(sources[0], mixed);
            property.SetValue(mixed, property.GetValue(sources[1] with { Shared = new SharedSettings(null), Tree = TreeRules.None }));
            Assert.True(sources[0] != mixed, property.Name);
        }
    }
}
