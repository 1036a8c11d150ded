namespace ActorBackup.Core.Stores;

public enum StoreFailure
{
    Away,
    Full,
    Damaged,
    Locked,
    Missing,
    Transient,

    /// <summary>The right to act for the source had ended when it came to the deed; nothing was done.</summary>
    NotOwner,
}

/// <summary>An operation on a store failed; nothing listed was changed by it. The message says what, which, why.</summary>
public sealed class StoreException(StoreFailure kind, string message, Exception? cause = null) : IOException(message, cause)
{
    public StoreFailure Kind { get; } = kind;
}
