using System.Collections.Immutable;
using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Triggers;

/// <summary>An accepted reason to take a snapshot, with what its sender asked for.</summary>
/// <param name="At">When it was accepted; for a change the moment of its first event, which RPO counts from.</param>
/// <param name="Body">Fingerprint of what was asked, so that the same id with another body is refused; empty for the node's own triggers.</param>
public sealed record Trigger(TriggerId Id, TriggerKind Kind, DateTimeOffset At, string Body = "")
{
    public string? Label { get; init; }
    public bool Pin { get; init; }
    public long? Items { get; init; }
    public bool ExpectShrink { get; init; }

    /// <summary>At most one capture that is durable or unchanged per start or calendar day (rules 2); null: no limit.</summary>
    public OncePer? OncePer { get; init; }

    public bool ResetCount { get; init; }
    public ImmutableSortedDictionary<string, double> Counters { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>These make an entry of their own even where the content is unchanged (rules 2).</summary>
    public bool WantsEntry => Kind == TriggerKind.BeforeChange || Label is not null || Pin;
}

/// <summary>A trigger as a snapshot remembers it.</summary>
public sealed record ServedTrigger(TriggerId Id, TriggerKind Kind);
