namespace ActorBackup.Core.Ownership;

/// <summary>What one reader has seen of one incarnation, by its own clock.</summary>
/// <param name="Version">As last read; null if the incarnation was never seen, only a source that names it.</param>
/// <param name="Since">When a reading with that version first came back. After, not before, the reading: the heartbeat was sent before it.</param>
/// <param name="First">When anything of it was first seen.</param>
public sealed record Observation(long? Version, TimeSpan Since, TimeSpan First)
{
    public TimeSpan SilentAt(TimeSpan now) => now - Since;

    /// <summary>Its heart beats, and has been seen for a while: sources may be handed to it.</summary>
    public bool IsSettled(OwnershipTimes times, TimeSpan now) => Since > First && now - First >= times.SettleAfter;
}
