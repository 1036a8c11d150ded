namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>What is said to SQLite, each line in a transaction that was begun as a writer's.</summary>
internal static class SqliteStatements
{
    public static readonly string[] Prepare =
    [
        "CREATE TABLE IF NOT EXISTS actorbackup_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """
        CREATE TABLE IF NOT EXISTS actorbackup_nodes (incarnation TEXT PRIMARY KEY, node TEXT NOT NULL, address TEXT NOT NULL, http TEXT NOT NULL,
          roles TEXT NOT NULL, sources TEXT NOT NULL, product TEXT NOT NULL, runtime TEXT NOT NULL, standing INTEGER NOT NULL, version INTEGER NOT NULL,
          joined INTEGER NOT NULL, started TEXT NOT NULL, authorities TEXT NOT NULL DEFAULT '') WITHOUT ROWID
        """,
        "CREATE TABLE IF NOT EXISTS actorbackup_sources (source TEXT PRIMARY KEY, incarnation TEXT, epoch INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS actorbackup_local (node TEXT NOT NULL, source TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (node, source)) WITHOUT ROWID",
        "INSERT INTO actorbackup_meta (key, value) VALUES ('generation', '1') ON CONFLICT DO NOTHING",
    ];

    public const string Bump = "UPDATE actorbackup_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'";

    public const string Generation = "SELECT CAST(value AS INTEGER) FROM actorbackup_meta WHERE key = 'generation'";

    public const string Nodes = $"SELECT {RowText.NodeColumns} FROM actorbackup_nodes";

    public const string Sources = "SELECT source, incarnation, epoch FROM actorbackup_sources";

    public const string InsertNode =
        $"""
        INSERT INTO actorbackup_nodes ({RowText.NodeColumns})
        VALUES (@me, @node, @address, @http, @roles, @sources, @product, @runtime, 0, 0, ({Generation}), @started, @authorities) ON CONFLICT DO NOTHING
        """;

    public const string Beat = "UPDATE actorbackup_nodes SET version = version + 1 WHERE incarnation = @me AND standing <> 2";

    public const string DeleteSeen = "DELETE FROM actorbackup_nodes WHERE incarnation = @me AND version = @version";

    public const string Delete = "DELETE FROM actorbackup_nodes WHERE incarnation = @me";

    public const string FreeAll = "UPDATE actorbackup_sources SET incarnation = NULL WHERE incarnation = @me";

    public const string IsUp = "SELECT 1 FROM actorbackup_nodes WHERE incarnation = @me AND standing = 0";

    public const string Take =
        """
        INSERT INTO actorbackup_sources (source, incarnation, epoch) VALUES (@source, @me, @epoch + 1)
        ON CONFLICT (source) DO UPDATE SET incarnation = excluded.incarnation, epoch = excluded.epoch
        WHERE actorbackup_sources.epoch = @epoch AND (actorbackup_sources.incarnation IS NULL
          OR NOT EXISTS (SELECT 1 FROM actorbackup_nodes n WHERE n.incarnation = actorbackup_sources.incarnation))
        """;

    public const string Free = "UPDATE actorbackup_sources SET incarnation = NULL WHERE source = @source AND epoch = @epoch AND incarnation = @me";

    public const string RaiseEpoch = "UPDATE actorbackup_sources SET epoch = @epoch WHERE source = @source AND incarnation = @me AND epoch < @epoch";

    public const string Declare = "UPDATE actorbackup_nodes SET sources = @sources, standing = @standing WHERE incarnation = @me AND standing <> 2";

    public const string PutOut = "UPDATE actorbackup_nodes SET standing = 2 WHERE incarnation = @me";

    public const string MakeToken = "INSERT INTO actorbackup_meta (key, value) VALUES ('node-token', @token) ON CONFLICT DO NOTHING";

    public const string ReadToken = "SELECT value FROM actorbackup_meta WHERE key = 'node-token'";

    public const string DeleteLocal = "DELETE FROM actorbackup_local WHERE node = @node";

    public const string InsertLocal = "INSERT INTO actorbackup_local (node, source, line) VALUES (@node, @source, @line)";

    public const string ReadLocal = "SELECT node, source, line FROM actorbackup_local ORDER BY node, source";
}
