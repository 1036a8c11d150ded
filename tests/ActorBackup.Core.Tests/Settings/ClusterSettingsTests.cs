using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Tests.Settings;

public sealed class ClusterSettingsTests
{
    private const string On = "enabled = on, database = \"sqlite:c.db\"";

    [Fact]
    public void A_database_is_all_that_a_cluster_needs() => Assert.Equal(
        new ClusterSettings("127.0.0.1", 4053, 4054, new ClusterDatabase(DatabaseKind.Sqlite, "Data Source=/home/me/jobs/c.db"), null),
        SomeSettings.Read($"actorbackup.cluster {{ {On} }}").Cluster);

    [Theory]
    [InlineData("actorbackup {}")]
    [InlineData("actorbackup.cluster = off")]
    [InlineData("actorbackup.cluster { enabled = off, database = \"sqlite:c.db\" }")]
    [InlineData("actorbackup.cluster { host = \"10.0.0.1\", port = 4053, database = off }")]
    public void A_node_stands_alone_where_no_cluster_is_switched_on(string text) => Assert.Null(SomeSettings.Read(text).Cluster);

    [Theory]
    [InlineData("sqlite:shared/c.db", DatabaseKind.Sqlite, "Data Source=/home/me/jobs/shared/c.db")]
    [InlineData("sqlite:~/c.db", DatabaseKind.Sqlite, "Data Source=/home/me/c.db")]
    [InlineData("sqlite:/srv/a;b.db", DatabaseKind.Sqlite, "Data Source=\"/srv/a;b.db\"")]
    [InlineData("postgresql://me:p%40ss;w@db/backup", DatabaseKind.PostgreSql, "Host=db;Port=5432;Database=backup;Username=me;Password=\"p@ss;w\"")]
    [InlineData("postgres://me@db:6432/backup?sslmode=verify-full&connect_timeout=3", DatabaseKind.PostgreSql, "Host=db;Port=6432;Database=backup;Username=me;SSL Mode=verifyfull;Timeout=3")]
    [InlineData("postgresql://[::1]:6432/backup", DatabaseKind.PostgreSql, "Host=::1;Port=6432;Database=backup")]
    [InlineData("Host=db;Username=me;Password=x=y", DatabaseKind.PostgreSql, "Host=db;Username=me;Password=x=y")]
    public void A_database_is_named_in_any_of_these_forms(string written, DatabaseKind kind, string connection)
    {
        var database = SomeSettings.Read($"actorbackup.cluster {{ enabled = on, database = \"{written}\" }}").Cluster!.Database;

        Assert.Equal(kind, database.Kind);
        Assert.Equal(connection, database.ConnectionString, ignoreCase: true);
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "cluster.enabled = on", "cluster.database", "is missing: nodes share their manifests in it" },
        { "cluster { enabled = on, database = off }", "cluster.database", "is missing" },
        { "cluster.database = \"sqlite:c.db\"", "cluster.enabled", "is missing beside a database: say on, or off" },
        { "cluster = on", "cluster", "must be off, or a block" },
        { $"cluster {{ {On}, port = 70000 }}", "cluster.port", "out of range: 0 to 65535" },
        { $"cluster {{ {On}, http-port = 4053 }}", "cluster.http-port", "is the same as port, 4053" },
        { $"cluster {{ {On}, host = \"http://me\" }}", "cluster.host", "is neither a host name nor an IP address" },
        { $"cluster {{ {On}, host = \"0.0.0.0\" }}", "cluster.host", "is no address that other nodes can reach" },
        { $"cluster {{ {On}, push-copies = 2 }}", "cluster.push-copies", "not available in this version" },
        { $"cluster {{ {On}, seeds = [] }}", "cluster.seeds", "is no key that is known here" },
        { $"cluster {{ {On}, tls {{ password-file = x }} }}", "cluster.tls.certificate", "is missing: name a PFX file" },
        { $"cluster {{ {On}, tls = on }}", "cluster.tls", "must be a block" },
        { "cluster { enabled = on, database = \"mysql://me:hunter2@db/backup\" }", "cluster.database", "use \"sqlite:PATH\"" },
        { "cluster { enabled = on, database = \"postgresql://me:hunter2@db\" }", "cluster.database", "names no database behind the host" },
        { "cluster { enabled = on, database = \"postgresql://me:hunter2@db/b?hunter2=1\" }", "cluster.database", "an option behind '?' that is not known" },
        { "cluster { enabled = on, database = \"postgresql://me:hunter2@:x/y\" }", "cluster.database", "is no URL (it is a secret" },
        { "cluster { enabled = on, database = \"Password=hunter2\" }", "cluster.database", "names no Host" },
        { "cluster { enabled = on, database = \"Host=db;Password='hunter2\" }", "cluster.database", "cannot be read (it is a secret" },
        { "sources.a { path = a.json, shared = on }", "sources.a.shared", "needs a cluster: say actorbackup.cluster { enabled = on" },
        { $"cluster {{ {On} }}\nactorbackup.sources.a {{ path = \"*.json\", shared = on }}", "sources.a.shared", "not available for a glob in this version: name its files" },
        { $"cluster {{ {On} }}\nactorbackup.sources.a {{ path = a.json, shared = \"Big Ones\" }}", "sources.a.shared", "'Big Ones' is not a name" },
        { $"cluster {{ {On} }}\nactorbackup.sources.a {{ path = a.json, shared {{ rule = x }} }}", "sources.a.shared.rule", "is no key that is known here. Did you mean 'role'?" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told_by_key_and_never_with_the_secret(string text, string key, string message)
    {
        var problem = Assert.Single(SomeSettings.Result("actorbackup." + text).Problems);

        Assert.Equal("actorbackup." + key, problem.Key);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shared = off", false, null)]
    [InlineData("shared = on", true, null)]
    [InlineData("shared = \"files\"", true, "files")]
    [InlineData("shared { role = files }", true, "files")]
    [InlineData("shared { enabled = off, role = files }", false, null)]
    [InlineData("", false, null)]
    public void A_source_is_shared_by_all_or_by_a_role(string written, bool shared, string? role) => Assert.Equal(
        shared ? new SharedSettings(role) : null,
        SomeSettings.Read($"actorbackup {{ cluster {{ {On} }}, sources.a {{ path = a.json\n{written} }} }}").Sources[0].Shared);

    [Fact]
    public void Copies_in_the_nodes_own_data_folder_are_no_good_to_the_others()
    {
        var settings = SomeSettings.Read(
            $$"""
            actorbackup {
              cluster { {{On}} }
              stores { own { folder = "/home/me/jobs/data/copies" }, far { folder = "/mnt/far" }, beside { folder = "backups" } }
              sources { a { path = "/srv/a.json", shared = on, stores = own }, b { path = "/srv/b.json", shared = on, stores = [own, far] }, c { path = "/srv/c.json", shared = on, stores = beside } }
            }
            """);

        var warning = Assert.Single(SettingsWarnings.Of(settings));
        Assert.Equal("actorbackup.sources.a.shared", warning.Key);
    }

    [Fact]
    public void A_local_source_in_a_store_of_shared_ones_may_meet_that_of_another_node()
    {
        var settings = SomeSettings.Read(
            $$"""
            actorbackup {
              cluster { {{On}} }
              stores { far { folder = "/mnt/far" }, beside { folder = "backups" }, own { folder = "/mnt/own" } }
              sources { a { path = "/srv/a.json", shared = on, stores = [far, beside] }, b { path = "/srv/b.json" } }
            }
            """);

        var warning = Assert.Single(SettingsWarnings.Of(settings));
        Assert.Equal("actorbackup.sources.b.stores", warning.Key);
        Assert.Contains("its store 'far' is one that other nodes use too", warning.Message, StringComparison.Ordinal);
    }
}
