namespace ActorBackup.Repository.Pruning;

/// <summary>What becomes of a pack, and why.</summary>
public sealed record PackDecision(PackState Pack, PackFate Fate, string Reason);
