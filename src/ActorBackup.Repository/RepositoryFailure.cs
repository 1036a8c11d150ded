namespace ActorBackup.Repository;

/// <summary>What kind of failure it is: what a caller does next depends on it alone.</summary>
public enum RepositoryFailure
{
    /// <summary>There is no repository at this place.</summary>
    NoRepository,

    /// <summary>There is one already, where none may be.</summary>
    Exists,

    /// <summary>No key file opens with this password.</summary>
    WrongPassword,

    /// <summary>A file, snapshot or blob that was asked for is not there.</summary>
    Missing,

    /// <summary>What is stored is not what was written.</summary>
    Damaged,

    /// <summary>Written in a format, or with parameters, that this program does not handle.</summary>
    Unsupported,

    /// <summary>A lock of somebody else stands against it.</summary>
    Locked,

    /// <summary>The own lock could not be kept; nothing more may be done to the repository.</summary>
    LockLost,

    /// <summary>No space left, or a quota is used up.</summary>
    Full,

    /// <summary>This user may not.</summary>
    Denied,

    /// <summary>The place cannot be reached now; trying again may help.</summary>
    Unreachable,

    /// <summary>A request that cannot be carried out as it is: an ambiguous prefix, an empty policy, a key in use.</summary>
    Refused,
}
