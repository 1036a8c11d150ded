namespace Akka.Persistence.Sql.Db;

/// <summary>Something to be done in a database, whose only answer is that it was done.</summary>
internal sealed record SqlStatement(string Sql, params (string Name, object? Value)[] Parameters);
