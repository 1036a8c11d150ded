using System.Collections.Immutable;

namespace ActorBackup.Wire.Messages;

/// <summary>Take a snapshot of a source now. Answered by <see cref="Accepted"/>, by <see cref="Outcome"/> if it is done already, or by <see cref="Refused"/>.</summary>
/// <param name="Source">Its name; a match of a glob is <c>NAME:RELATIVE/PATH</c>.</param>
public sealed record BackupNow(string Source) : IRequest
{
    /// <summary>Makes a repetition harmless for 7 days, whatever node it reaches: 1 to 200 characters. Made by the node if null.</summary>
    public string? Id { get; init; }

    /// <summary><c>signal</c> (if null), <c>manual</c> or <c>before-change</c>.</summary>
    public string? Trigger { get; init; }

    /// <summary>At most 200 characters. The snapshot gets an entry of its own even if nothing changed.</summary>
    public string? Label { get; init; }

    /// <summary>Retention never removes it.</summary>
    public bool Pin { get; init; }

    /// <summary>How many items the program has now; not negative.</summary>
    public long? Items { get; init; }

    /// <summary>Further numbers, kept with the snapshot.</summary>
    public ImmutableSortedDictionary<string, double> Counters { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary><c>day</c>: at most one such snapshot a day. Null: no limit.</summary>
    public string? OncePer { get; init; }

    /// <summary>The program has just saved: nothing needs to be asked of it.</summary>
    public bool Saved { get; init; }

    /// <summary>Fewer items than before are right this time.</summary>
    public bool ExpectShrink { get; init; }

    /// <summary>Count from here on.</summary>
    public bool ResetCount { get; init; }
}
