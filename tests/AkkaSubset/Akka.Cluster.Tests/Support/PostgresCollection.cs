using TestTools;

namespace Akka.Cluster.Tests.Support;

/// <summary>The tests that share one PostgreSQL server.</summary>
[CollectionDefinition(nameof(PostgresServer))]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>;
