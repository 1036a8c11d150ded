namespace ActorBackup.Core.Triggers;

/// <summary>Names one trigger, so that it has one effect.</summary>
/// <remarks>Made of the due instant for clocks (<c>interval:2026-11-20T10:00:00Z</c>), UUIDv7 for commands.</remarks>
public sealed record TriggerId(string Value)
{
    public override string ToString() => Value;
}
