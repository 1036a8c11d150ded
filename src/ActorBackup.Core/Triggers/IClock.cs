namespace ActorBackup.Core.Triggers;

/// <summary>Says when it is due, given any moment. Has no state.</summary>
public interface IClock
{
    /// <summary>The first instant after <paramref name="moment"/> (UTC), or null if there is none.</summary>
    DateTimeOffset? Next(DateTimeOffset moment);

    /// <summary>The last instant at or before <paramref name="until"/> and after <paramref name="after"/>, or null if there is none.</summary>
    DateTimeOffset? Last(DateTimeOffset after, DateTimeOffset until);
}
