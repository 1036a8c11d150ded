using ActorBackup.Actors.Hosting;

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
}
