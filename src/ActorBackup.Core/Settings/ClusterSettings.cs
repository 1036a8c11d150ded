namespace ActorBackup.Core.Settings;

/// <summary>How a node takes part in a cluster.</summary>
/// <param name="Host">What the others reach this node by; a name or an IP address.</param>
/// <param name="Port">Of the actor system; 0: any that is free.</param>
/// <param name="HttpPort">Of the endpoint for peers; 0: any that is free.</param>
/// <param name="Tls">Null: the nodes talk in the clear.</param>
public sealed record ClusterSettings(string Host, int Port, int HttpPort, ClusterDatabase Database, ClusterTls? Tls);

/// <summary>Where shared manifests and ownership lie.</summary>
/// <param name="ConnectionString">A secret: never printed or logged.</param>
public sealed record ClusterDatabase(DatabaseKind Kind, string ConnectionString)
{
    public override string ToString() => $"{Kind} (hidden)";
}

public enum DatabaseKind { PostgreSql, Sqlite }

/// <param name="Certificate">A PFX file with certificate and key, absolute; its issuer is whom this node trusts.</param>
/// <param name="PasswordFile">Holds the password of that file, absolute; null if it has none.</param>
public sealed record ClusterTls(string Certificate, string? PasswordFile);
