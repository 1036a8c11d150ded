namespace ActorBackup.Repository.Restoring;

/// <summary>What happens to files that are there already.</summary>
public enum RestoreOverwrite
{
    /// <summary>Their content is compared chunk by chunk, and what differs is replaced.</summary>
    Always,

    /// <summary>As <see cref="Always"/>, but a file of equal size and modification time is taken to be the same, unread.</summary>
    IfChanged,

    /// <summary>They stay as they are, metadata included.</summary>
    Never,
}
