using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Tests.Settings;

public sealed class SettingsRendererTests
{
    [Theory]
    [InlineData("actorbackup {}")]
    [InlineData("actorbackup.sources.a.path = \"we[[]i]rd 🗂️ \\\" ${x}.json\"")]
    [InlineData(
        """
        akka { loglevel = DEBUG }
        actorbackup {
          node { name = "123", time-zone = Europe/Berlin, data = "/var/lib/a b", roles = [on, x], captures-at-once = 2, log-json = on }
          stores { near { folder = "kept copies", name = "{name}.bak.{id}", trash { keep = 90m, max-bytes = 1GiB } }, far { folder = "/mnt/far", min-free = 0.1%, warn-at = 33.3%, trash = off }
                   vault { kind = repository, location = "local:/mnt/va ult", password-file = "~/p", compression = max, create = off, pack-size = 64MiB, trash = 3d, min-free = off } }
          sources {
            off { path = "a.json", stores = [{ name = far, retention { within = 36h } }], change = off, interval = 90s, cron = "*/5 1-3 * * mon-fri", startup { once-per = day } }
            t { kind = tree, path = "src[1]", exclude = ["#x", "/build/", "!*.keep"], exclude-files = [".gitignore"], exclude-caches = on, exclude-larger-than = 5MB }
            b { path = "d/**/*.json", stores = near, signal = off, min-interval = 1500ms, quiesce.pid-file = "run/b.pid", max-rpo = 1h, expected-items = 817, durable-in = 1
                health { parse = jsonl, max-shrink = off, max-item-drop = 12.5%, accept-after = off }, retention { keep-last = 0, within = 7d, weekly = 1, min-keep = 1, keep-suspect = 0 } }
          }
        }
        """)]
    public void What_is_shown_reads_back_as_the_same_settings(string text)
    {
        var settings = SomeSettings.Read(text);

        Assert.True(SettingsChange.Between(settings, SomeSettings.Read(SettingsRenderer.Render(settings))).IsNone, SettingsRenderer.Render(settings));
    }

    [Fact]
    public void Secrets_are_never_shown()
    {
        var shown = SettingsRenderer.Render(SomeSettings.Read("actorbackup {}, akka { db { connection-string = \"Password=hunter2\", Token = [hunter2], plain = seen } }"));

        Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
        Assert.Contains("plain = seen", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stores_password_is_never_shown()
    {
        var settings = SomeSettings.Read("secret = hunter2, actorbackup.stores.vault { kind = repository, location = vault, password = ${secret} }");

        Assert.DoesNotContain("hunter2", SettingsRenderer.Render(settings) + string.Join(' ', settings.Stores.Values), StringComparison.Ordinal);
        Assert.Equal("hunter2", ((RepositorySettings)settings.Stores[new Core.Stores.StoreName("vault")]).Password);
    }

    [Fact]
    public void A_clusters_database_is_hidden_and_all_else_of_it_shown()
    {
        var shown = SettingsRenderer.Render(SomeSettings.Read(
            """
            actorbackup {
              cluster { enabled = on, host = "10.0.0.1", port = 4100, database = "postgresql://me:hunter2@db/backup", tls { certificate = node.pfx, password-file = node.password } }
              sources { a { path = a.json, shared = on }, b { path = b.json, shared = files } }
            }
            """));

        Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
        var again = SomeSettings.Read(shown.Replace("\"(hidden)\"", "\"sqlite:c.db\"", StringComparison.Ordinal));
        Assert.Equal(("10.0.0.1", 4100, 4054, new ClusterTls("/home/me/jobs/node.pfx", "/home/me/jobs/node.password")),
            (again.Cluster!.Host, again.Cluster.Port, again.Cluster.HttpPort, again.Cluster.Tls));
        Assert.Equal([new SharedSettings(null), new SharedSettings("files")], again.Sources.Select(s => s.Shared));
    }
}
