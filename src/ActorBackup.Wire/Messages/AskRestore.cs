namespace ActorBackup.Wire.Messages;

/// <summary>Put a snapshot back. Answered by <see cref="Outcome"/>, by <see cref="Accepted"/> while it is still under way (ask again, with the same id), or by <see cref="Refused"/>.</summary>
/// <param name="Source">Its name; a match of a glob is <c>NAME:RELATIVE/PATH</c>.</param>
public sealed record AskRestore(string Source) : IRequest
{
    /// <summary>Of this request: repeated with the same id it is carried out once. Made by the node if null.</summary>
    public string? Id { get; init; }

    /// <summary>An id, a unique prefix, or <c>latest</c> (if null).</summary>
    public string? Snapshot { get; init; }

    /// <summary>The newest healthy one at or before this time; then <see cref="Snapshot"/> is not looked at.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Only snapshots of this tier.</summary>
    public string? Tier { get; init; }

    /// <summary>Only from this store.</summary>
    public string? Store { get; init; }

    /// <summary>Absolute path on the owner's machine; null: the source's own place, after a safety snapshot.</summary>
    public string? To { get; init; }

    /// <summary>Also where something would stop it that a person may decide.</summary>
    public bool Force { get; init; }

    /// <summary>Say what would be done, and do nothing.</summary>
    public bool DryRun { get; init; }
}
