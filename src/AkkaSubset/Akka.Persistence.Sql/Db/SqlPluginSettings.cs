using Akka.Configuration;

namespace Akka.Persistence.Sql.Db;

/// <summary>What a SQL journal or snapshot store reads from its settings.</summary>
internal sealed record SqlPluginSettings(ISqlDialect Dialect, string ConnectionString, bool AutoInitialize)
{
    /// <exception cref="ConfigurationException">The connection string is empty or the provider is not known.</exception>
    public static SqlPluginSettings From(Config config, string plugin)
    {
        var dialect = SqlDialect.Named(plugin, config.GetString("provider-name"));
        var connection = config.GetString("connection-string");
        if (string.IsNullOrWhiteSpace(connection)) throw new ConfigurationException(
            $"{plugin}.connection-string is empty. For SQLite write \"Data Source=/path/to/file.db\", "
            + "for PostgreSQL \"Host=HOST;Database=NAME;Username=NAME;Password=…\".");
        return new SqlPluginSettings(dialect, connection, config.GetBoolean("auto-initialize", true));
    }
}
