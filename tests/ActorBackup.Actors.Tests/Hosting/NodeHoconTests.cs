using ActorBackup.Actors.Hosting;
using ActorBackup.Core.Settings;

namespace ActorBackup.Actors.Tests.Hosting;

public sealed class NodeHoconTests
{
    [Fact]
    public void Names_the_database_whatever_its_path()
    {
        var config = NodeHocon.Build("", "/srv/my \"data\"/mani fests.db", capturesAtOnce: 4);

        Assert.Equal("Data Source=/srv/my \"data\"/mani fests.db", config.GetString("akka.persistence.journal.sql.connection-string"));
    }

    [Fact]
    public void Lets_the_users_own_block_win()
    {
        var config = NodeHocon.Build("akka { loglevel = DEBUG }", "/data/manifests.db", capturesAtOnce: 4);

        Assert.Equal("DEBUG", config.GetString("akka.loglevel"));
        Assert.Equal("off", config.GetString("akka.persistence.journal.sql.replay-filter.mode"));
    }

    [Fact]
    public void Falls_back_to_what_the_plugin_needs()
    {
        var config = NodeHocon.Build("", "/data/manifests.db", capturesAtOnce: 4);

        Assert.Contains("Akka.Persistence.Sql", config.GetString("akka.persistence.journal.sql.class"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Makes_a_member_of_a_cluster(bool onPackages)
    {
        var settings = new ClusterSettings(
            "10.0.0.1", 4100, 4101, new ClusterDatabase(DatabaseKind.PostgreSql, "Host=db;Password=\"a;b\""), new ClusterTls("/etc/node.pfx", "/etc/node.password"));

        var config = NodeHocon.Build("", "/data/manifests.db", capturesAtOnce: 4, new ClusterSystem(settings, ["files", "on"], "sesame \"", onPackages));

        Assert.Equal(
            ("cluster", "10.0.0.1", 4100, true, "/etc/node.pfx", "sesame \""),
            (config.GetString("akka.actor.provider"), config.GetString("akka.remote.dot-netty.tcp.hostname"), config.GetInt("akka.remote.dot-netty.tcp.port"),
                config.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl"), config.GetString("akka.remote.dot-netty.tcp.ssl.certificate.path"),
                config.GetString("akka.remote.dot-netty.tcp.ssl.certificate.password")));
        Assert.Equal(["files", "on"], config.GetStringList("akka.cluster.roles"));
        foreach (var plugin in new[] { "akka.persistence.journal.shared", "akka.persistence.snapshot-store.shared" })
        {
            Assert.Equal(("Host=db;Password=\"a;b\"", "PostgreSQL.15"), (config.GetString($"{plugin}.connection-string"), config.GetString($"{plugin}.provider-name")));
            Assert.Contains("Akka.Persistence.Sql", config.GetString($"{plugin}.class"), StringComparison.Ordinal);
        }

        Assert.Equal("receptionist", config.GetString("akka.cluster.client.receptionist.name"));
        Assert.Equal("singleton", config.GetString("akka.cluster.singleton.singleton-name"));
        Assert.Equal("actorbackup-cluster.lease", config.GetString("akka.cluster.singleton.use-lease"));
        Assert.Equal("off", config.GetString("akka.persistence.journal.shared.replay-filter.mode"));
        Assert.Equal("Data Source=/data/manifests.db", config.GetString("akka.persistence.journal.sql.connection-string"));
        Assert.Equal(onPackages ? null : "PostgreSQL.15", config.GetString("akka.cluster.subset.provider-name"));
        Assert.Equal(onPackages ? "keep-majority" : null, config.GetString("akka.cluster.split-brain-resolver.active-strategy"));
    }

    [Fact]
    public void Keeps_members_in_a_file_of_their_own_where_the_database_is_one_file()
    {
        var settings = new ClusterSettings("10.0.0.1", 4100, 4101, new ClusterDatabase(DatabaseKind.Sqlite, "Data Source=\"/srv/a;b/cluster.db\""), Tls: null);

        var config = NodeHocon.Build("", "/data/manifests.db", capturesAtOnce: 4, new ClusterSystem(settings, [], "", OnPackages: false));

        Assert.Equal("Data Source=\"/srv/a;b/cluster.db-members\"", config.GetString("akka.cluster.subset.connection-string"));
        Assert.Equal("Data Source=\"/srv/a;b/cluster.db\"", config.GetString("akka.persistence.journal.shared.connection-string"));
    }
}
