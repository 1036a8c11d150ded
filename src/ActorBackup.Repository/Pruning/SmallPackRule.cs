namespace ActorBackup.Repository.Pruning;

/// <summary>When small packs are merged.</summary>
/// <param name="BelowBytes">What counts as small.</param>
/// <param name="MinAge">Younger ones are left: much of what they hold will be forgotten before long, and need not be moved.</param>
/// <param name="AtLeast">Fewer are left as they are, or the last ones would be rewritten for ever.</param>
/// <param name="AtMostYoung">Beyond so many younger ones, age is no reason to leave them.</param>
public sealed record SmallPackRule(long BelowBytes, TimeSpan MinAge, int AtLeast = 10, int AtMostYoung = 3_000);
