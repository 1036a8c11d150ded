namespace ActorBackup.Actors.Ownership.Sql;

/// <summary>What is said to PostgreSQL. Each is one statement, so that it is one transaction that no client can hold open: a node that is
/// stopped in the middle of a call holds no lock.</summary>
/// <remarks>Conditions are checked again on the newest version of a row (read committed, <c>ON CONFLICT</c>), so of two who want the same one wins.
/// The generation is raised last, in the same statement.</remarks>
internal static class PostgresStatements
{
    private const string Bump = "UPDATE actorbackup_meta SET value = (value::bigint + 1)::text WHERE key = 'generation'";

    /// <summary>The last table made: if it is there, all are.</summary>
    public const string IsPrepared = "SELECT to_regclass('actorbackup_local') IS NOT NULL";

    /// <summary>Several nodes may begin at once, and CREATE IF NOT EXISTS alone fails then.</summary>
    public static readonly string[] Prepare =
    [
        "SELECT pg_advisory_xact_lock(4702111966)",
        "CREATE TABLE IF NOT EXISTS actorbackup_meta (key text PRIMARY KEY, value text NOT NULL)",
        """
        CREATE TABLE IF NOT EXISTS actorbackup_nodes (incarnation text PRIMARY KEY, node text NOT NULL, address text NOT NULL, http text NOT NULL,
          roles text NOT NULL, sources text NOT NULL, product text NOT NULL, runtime text NOT NULL, standing int NOT NULL, version bigint NOT NULL,
          joined bigint NOT NULL, started text NOT NULL, authorities text NOT NULL DEFAULT '')
        """,
        "CREATE TABLE IF NOT EXISTS actorbackup_sources (source text PRIMARY KEY, incarnation text, epoch bigint NOT NULL)",
        "INSERT INTO actorbackup_meta (key, value) VALUES ('generation', '1') ON CONFLICT DO NOTHING",
        "CREATE TABLE IF NOT EXISTS actorbackup_local (node text NOT NULL, source text NOT NULL, line text NOT NULL, PRIMARY KEY (node, source))",
    ];

    /// <summary>An answer must mean that a crash of the server keeps what it says, whatever the server's default is.</summary>
    public const string Durable = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    /// <summary>After a fail-over the new server may not know of heartbeats that the former one had confirmed: everyone joins anew.</summary>
    /// <remarks>The timeline is read from the name of the log file written now; the control file tells it only after the next checkpoint.</remarks>
    public const string CheckTimeline =
        $"""
        WITH here AS (
          SELECT (SELECT system_identifier::text FROM pg_control_system()) || ':' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS value),
        moved AS (UPDATE actorbackup_meta m SET value = here.value FROM here WHERE m.key = 'timeline' AND m.value <> here.value RETURNING 1),
        gone AS (DELETE FROM actorbackup_nodes WHERE EXISTS (SELECT 1 FROM moved)),
        bump AS ({Bump} AND EXISTS (SELECT 1 FROM moved))
        INSERT INTO actorbackup_meta (key, value) SELECT 'timeline', value FROM here ON CONFLICT DO NOTHING
        """;

    public const string Join =
        $"""
        WITH other AS (
          SELECT {RowText.NodeColumns} FROM actorbackup_nodes WHERE split_part(runtime, ' ', 1) <> split_part(@runtime, ' ', 1)
            OR NOT (authorities = @authorities OR string_to_array(authorities, ' ') && string_to_array(@authorities, ' ')) LIMIT 1),
        bump AS ({Bump} AND NOT EXISTS (SELECT 1 FROM other) RETURNING value::bigint AS joined),
        freed AS (UPDATE actorbackup_sources SET incarnation = NULL WHERE incarnation = ANY(@former) AND EXISTS (SELECT 1 FROM bump)),
        gone AS (DELETE FROM actorbackup_nodes WHERE incarnation = ANY(@former) AND EXISTS (SELECT 1 FROM bump)),
        made AS (
          INSERT INTO actorbackup_nodes ({RowText.NodeColumns})
          SELECT @me, @node, @address, @http, @roles, @sources, @product, @runtime, 0, 0, bump.joined, @started, @authorities FROM bump
          ON CONFLICT DO NOTHING)
        SELECT {RowText.NodeColumns} FROM other
        """;

    public const string Beat = "UPDATE actorbackup_nodes SET version = version + 1 WHERE incarnation = @me AND standing <> 2";

    public const string BeginReading = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public const string ReadGeneration = "SELECT value::bigint FROM actorbackup_meta WHERE key = 'generation'";

    public const string ReadNodes = $"SELECT {RowText.NodeColumns} FROM actorbackup_nodes";

    public const string ReadSources =
        "SELECT source, incarnation, epoch FROM actorbackup_sources WHERE (SELECT value::bigint FROM actorbackup_meta WHERE key = 'generation') <> @known";

    public const string EndReading = "COMMIT";

    public const string Fence =
        $"""
        WITH gone AS (DELETE FROM actorbackup_nodes WHERE incarnation = @who AND version = @version RETURNING incarnation),
        freed AS (UPDATE actorbackup_sources s SET incarnation = NULL FROM gone WHERE s.incarnation = gone.incarnation),
        bump AS ({Bump} AND EXISTS (SELECT 1 FROM gone))
        SELECT incarnation FROM gone
        """;

    public const string Take =
        $"""
        WITH me AS (SELECT 1 FROM actorbackup_nodes WHERE incarnation = @me AND standing = 0),
        taken AS (
          INSERT INTO actorbackup_sources AS s (source, incarnation, epoch)
          SELECT t.source, @me, t.epoch + 1 FROM unnest(@sources, @epochs) AS t (source, epoch) WHERE EXISTS (SELECT 1 FROM me) ORDER BY t.source
          ON CONFLICT (source) DO UPDATE SET incarnation = EXCLUDED.incarnation, epoch = EXCLUDED.epoch
          WHERE s.epoch = EXCLUDED.epoch - 1
            AND (s.incarnation IS NULL OR NOT EXISTS (SELECT 1 FROM actorbackup_nodes n WHERE n.incarnation = s.incarnation))
          RETURNING s.source, s.incarnation, s.epoch),
        bump AS ({Bump} AND EXISTS (SELECT 1 FROM taken) RETURNING value::bigint AS generation)
        SELECT source, incarnation, epoch, (SELECT generation FROM bump) FROM taken
        """;

    public const string Free =
        $"""
        WITH freed AS (
          UPDATE actorbackup_sources s SET incarnation = NULL FROM unnest(@sources, @epochs) AS t (source, epoch)
          WHERE s.source = t.source AND s.epoch = t.epoch AND s.incarnation = @me RETURNING 1)
        {Bump} AND EXISTS (SELECT 1 FROM freed)
        """;

    public const string RaiseEpoch =
        $"""
        WITH raised AS (UPDATE actorbackup_sources SET epoch = @epoch WHERE source = @source AND incarnation = @me AND epoch < @epoch RETURNING 1)
        {Bump} AND EXISTS (SELECT 1 FROM raised)
        """;

    public const string Declare =
        $"""
        WITH said AS (UPDATE actorbackup_nodes SET sources = @sources, standing = @standing WHERE incarnation = @me AND standing <> 2 RETURNING 1)
        {Bump} AND EXISTS (SELECT 1 FROM said)
        """;

    public const string Leave =
        $"""
        WITH gone AS (DELETE FROM actorbackup_nodes WHERE incarnation = @me RETURNING incarnation),
        freed AS (UPDATE actorbackup_sources s SET incarnation = NULL FROM gone WHERE s.incarnation = gone.incarnation)
        {Bump} AND EXISTS (SELECT 1 FROM gone)
        """;

    public const string PutOut =
        $"""
        WITH put AS (UPDATE actorbackup_nodes SET standing = 2 WHERE incarnation = @me RETURNING 1)
        {Bump} AND EXISTS (SELECT 1 FROM put)
        """;

    public const string MakeToken = "INSERT INTO actorbackup_meta (key, value) VALUES ('node-token', @token) ON CONFLICT DO NOTHING";

    public const string ReadToken = "SELECT value FROM actorbackup_meta WHERE key = 'node-token'";

    public const string PublishLocal =
        """
        WITH gone AS (DELETE FROM actorbackup_local WHERE node = @node AND source <> ALL(@sources))
        INSERT INTO actorbackup_local (node, source, line) SELECT @node, t.source, t.line FROM unnest(@sources, @lines) AS t (source, line)
        ON CONFLICT (node, source) DO UPDATE SET line = EXCLUDED.line WHERE actorbackup_local.line <> EXCLUDED.line
        """;

    public const string ReadLocal = "SELECT node, source, line FROM actorbackup_local ORDER BY node, source";
}
