using ActorBackup.Core.Retention;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;

namespace ActorBackup.Core.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void A_path_alone_is_a_whole_configuration_with_the_defaults_of_the_contract()
    {
        var settings = SomeSettings.Read("actorbackup.sources.docs.path = \"Linking map/🗂️ a.json\"");

        var source = Assert.Single(settings.Sources);
        Assert.Equal(("docs", "/home/me/jobs/Linking map/🗂️ a.json", false), (source.Id.Value, source.Path, source.IsGlob));
        Assert.Equal(
            (ChangeSettings.Default, null, null, null, true, TimeSpan.Zero, null),
            (source.Change, source.Interval, source.Cron, source.Startup, source.Signal, source.MinInterval, source.PidFile));
        Assert.Equal(new HealthSettings(ParseMode.Auto, 0.5, 0.5, TimeSpan.FromDays(1)), source.Health);
        Assert.Equal((new RetentionPolicy(), null, null, 1), (source.Retention, source.MaxRpo, source.ExpectedItems, source.DurableIn));
        Assert.Equal([new StoreUse(new StoreName("copies"), null)], source.Stores);
        Assert.Equal(
            new CopiesSettings(new StoreName("copies"), "backups", "{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}", TimeSpan.FromDays(1), null, 0.1, 0.8),
            Assert.Single(settings.Stores).Value);
        Assert.Equal(
            (SomeSettings.File, null, "/home/me/jobs/data", 4, false, ""),
            (settings.ConfigFile, settings.Name, settings.DataFolder, settings.CapturesAtOnce, settings.LogJson, settings.AkkaHocon));
    }

    [Theory]
    [InlineData("a.json", "/home/me/jobs/a.json")]
    [InlineData("./x/../a.json", "/home/me/jobs/a.json")]
    [InlineData("~/a.json", "/home/me/a.json")]
    [InlineData("~a.json", "/home/me/jobs/~a.json")]
    [InlineData("/srv/a.json", "/srv/a.json")]
    [InlineData("report[[]1].json", "/home/me/jobs/report[1].json")]
    public void A_path_starts_at_the_configurations_folder(string written, string path)
    {
        var source = SomeSettings.Read($"actorbackup.sources.a.path = \"{written}\"").Sources[0];

        Assert.Equal((path, false), (source.Path, source.IsGlob));
    }

    [Theory]
    [InlineData("\"*.json\"", "/home/me/jobs/*.json")]
    [InlineData("\"/srv/**/state.json\"", "/srv/**/state.json")]
    [InlineData("\"day-[0-9].csv\"", "/home/me/jobs/day-[0-9].csv")]
    public void A_path_with_wildcards_is_a_glob(string written, string path)
    {
        var source = SomeSettings.Read($"actorbackup.sources.a.path = {written}").Sources[0];

        Assert.Equal((path, true), (source.Path, source.IsGlob));
    }

    [Fact]
    public void A_folder_is_captured_whole_but_for_what_is_excluded()
    {
        var source = SomeSettings.Read(
            """
            actorbackup.stores.vault { kind = repository, location = "/mnt/vault", password-file = vault.password }
            actorbackup.sources.project {
              kind = tree, path = "pro[ject]*", exclude = ["__pycache__/", "*.log"], exclude-files = .gitignore, exclude-caches = on, exclude-larger-than = 1GiB
            }
            """).Sources[0];

        Assert.Equal(("/home/me/jobs/pro[ject]*", false, "tree"), (source.Path, source.IsGlob, source.Kind));
        Assert.Equal(new TreeRules(["__pycache__/", "*.log"], [".gitignore"], ExcludeCaches: true, LargerThan: 1 << 30, Own: []), source.Tree! with { Own = [] });
        Assert.True(source.Location.IsTree);
    }

    [Fact]
    public void Nothing_of_a_folder_is_excluded_by_default()
    {
        var source = SomeSettings.Read("actorbackup { stores.vault { kind = repository, location = vault, password-file = vault.password }, sources.project { kind = tree, path = project } }").Sources[0];

        Assert.Equal(TreeRules.None, source.Tree);
    }

    [Fact]
    public void A_folder_leaves_out_the_nodes_own_folders_in_it()
    {
        var source = SomeSettings.Read(
            """
            actorbackup {
              stores { vault { kind = repository, location = vault, password-file = vault.password }, copies {} }
              sources { project { kind = tree, path = "." }, map { path = "out/map.json" } }
            }
            """).Sources[0];

        Assert.Equal(["/home/me/jobs/data", "/home/me/jobs/out/backups", "/home/me/jobs/vault"], source.Tree!.Own);
    }

    [Fact]
    public void A_folder_goes_to_the_repositories_where_no_store_is_named()
    {
        var source = SomeSettings.Read(
            "actorbackup { stores { copies {}, vault { kind = repository, location = vault, password-file = vault.password } }, sources.project { kind = tree, path = project } }").Sources[0];

        Assert.Equal([new StoreUse(new StoreName("vault"), null)], source.Stores);
    }

    [Fact]
    public void A_source_says_only_what_differs_from_the_defaults()
    {
        var settings = SomeSettings.Read(
            """
            actorbackup {
              defaults { interval = 5m, change { quiet = 2s }, retention { keep-last = 3, daily = 7 } }
              sources {
                a { path = a.json }
                b { path = b.json, interval = off, change { poll = 5s }, retention { daily = 1 } }
                c { path = c.json, change = off }
              }
            }
            """);

        Assert.Equal([TimeSpan.FromMinutes(5), null, TimeSpan.FromMinutes(5)], settings.Sources.Select(s => s.Interval));
        Assert.Equal(
            [ChangeSettings.Default with { Quiet = TimeSpan.FromSeconds(2) }, ChangeSettings.Default with { Quiet = TimeSpan.FromSeconds(2), Poll = TimeSpan.FromSeconds(5) }, null],
            settings.Sources.Select(s => s.Change));
        Assert.Equal([(3, 7), (3, 1), (3, 7)], settings.Sources.Select(s => (s.Retention.KeepLast, s.Retention.Daily)));
    }

    [Theory]
    [InlineData("startup = on", OncePer.Start)]
    [InlineData("startup {}", OncePer.Start)]
    [InlineData("startup { once-per = day }", OncePer.Day)]
    [InlineData("startup { enabled = on, once-per = day }", OncePer.Day)]
    [InlineData("startup { enabled = off, once-per = day }", null)]
    [InlineData("startup = off", null)]
    public void A_feature_is_off_or_on_or_a_block(string written, OncePer? expected) =>
        Assert.Equal(expected, SomeSettings.Read($"actorbackup.sources.a {{ path = a.json, {written} }}").Sources[0].Startup?.OncePer);

    [Fact]
    public void A_store_may_have_a_policy_of_its_own_over_the_sources()
    {
        var source = SomeSettings.Read(
            """
            actorbackup {
              stores { near { folder = backups }, far { folder = "/mnt/far" } }
              sources.a { path = a.json, retention { keep-last = 5, yearly = 2 }, durable-in = 2
                          stores = [near, { name = far, retention { keep-last = 50 } }] }
            }
            """).Sources[0];

        Assert.Equal((5, 2), (source.RetentionIn(new StoreName("near")).KeepLast, source.RetentionIn(new StoreName("near")).Yearly));
        Assert.Equal((50, 2), (source.RetentionIn(new StoreName("far")).KeepLast, source.RetentionIn(new StoreName("far")).Yearly));
        Assert.Equal(2, source.DurableIn);
    }

    [Fact]
    public void A_source_without_stores_uses_all_of_them() => Assert.Equal(
        ["near", "far"],
        SomeSettings.Read("actorbackup { stores { near { folder = backups }, far { folder = \"/mnt/far\" } }, sources.a.path = a.json }").Sources[0].Stores.Select(s => s.Store.Value));

    [Theory]
    [InlineData("backups", "backups")]
    [InlineData("./backups/", "backups")]
    [InlineData(".", ".")]
    [InlineData("../kept", "../kept")]
    [InlineData("/mnt//kept/", "/mnt/kept")]
    [InlineData("~/kept", "/home/me/kept")]
    public void A_stores_folder_stays_relative_to_its_sources(string written, string folder) =>
        Assert.Equal(folder, ((CopiesSettings)SomeSettings.Read($"actorbackup.stores.copies.folder = \"{written}\"").Stores[new StoreName("copies")]).Folder);

    [Fact]
    public void A_store_reads_all_of_its_keys() => Assert.Equal(
        new CopiesSettings(new StoreName("copies"), "backups", "{source}_{id}{ext}", TimeSpan.FromDays(3), 5_000_000, 0, 0.955),
        SomeSettings.Read("actorbackup.stores.copies { kind = copies, name = \"{source}_{id}{ext}\", trash { keep = 3d, max-bytes = 5MB }, min-free = off, warn-at = 95.5% }")
            .Stores[new StoreName("copies")]);

    [Fact]
    public void A_repository_reads_all_of_its_keys()
    {
        var settings = SomeSettings.Read(
            """
            actorbackup.stores {
              usual { kind = repository, location = vault, password-file = "vault.password" }
              other { kind = repository, location = "/mnt/v", password = "p w", compression = off, create = off, pack-size = 8MiB, trash { keep = 2d }, min-free = 5% }
            }
            """);

        Assert.Equal(
            new RepositorySettings(new StoreName("usual"), "/home/me/jobs/vault", "/home/me/jobs/vault.password", null, DataCompression.Auto, true, 16 << 20, TimeSpan.FromDays(1), 0.1),
            settings.Stores[new StoreName("usual")]);
        Assert.Equal(
            new RepositorySettings(new StoreName("other"), "/mnt/v", null, "p w", DataCompression.Off, false, 8 << 20, TimeSpan.FromDays(2), 0.05),
            settings.Stores[new StoreName("other")]);
    }

    [Fact]
    public void The_node_reads_all_of_its_keys()
    {
        var settings = SomeSettings.Read("actorbackup.node { name = box-1, time-zone = America/New_York, data = \"~/ab data\", roles = [edge, db], captures-at-once = 8, log-json = on }");

        Assert.Equal(
            ("box-1", "America/New_York", "/home/me/ab data", 8, true),
            (settings.Name?.Value, settings.TimeZone.Id, settings.DataFolder, settings.CapturesAtOnce, settings.LogJson));
        Assert.Equal(["edge", "db"], settings.Roles);
    }

    [Fact]
    public void The_akka_block_is_passed_on_and_what_is_the_users_own_stays_out()
    {
        var settings = SomeSettings.Read("mine { level = DEBUG }, akka { loglevel = ${mine.level}, \"a.b\" = [1, 2] }, actorbackup {}");

        Assert.Equal("akka {\n  loglevel = DEBUG\n  \"a.b\" = [1, 2]\n}\n", settings.AkkaHocon);
    }
}
