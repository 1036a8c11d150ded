namespace ActorBackup.Node.Cli;

/// <summary>What the process says when it ends (interfaces 2). Numbers are a contract.</summary>
internal enum ExitCode
{
    Ok = 0,
    Failed = 1,

    /// <summary>Wrong usage or configuration, or a command that must ask and cannot.</summary>
    Usage = 2,

    /// <summary>Done, but files were unreadable or a store was away.</summary>
    Incomplete = 3,

    /// <summary>Accepted, not durable within <c>--timeout</c>.</summary>
    NotYetDurable = 4,

    /// <summary>No such source, snapshot, store, or no healthy snapshot.</summary>
    NotFound = 10,

    /// <summary>Locked, or the node or owner is away.</summary>
    Away = 11,

    /// <summary>The password of a repository is wrong, or there is none.</summary>
    WrongPassword = 12,

    Interrupted = 130,
}
