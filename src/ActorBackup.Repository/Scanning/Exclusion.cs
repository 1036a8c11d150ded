namespace ActorBackup.Repository.Scanning;

/// <summary>Why an entry is left out.</summary>
/// <param name="Path">For people: what is not UTF-8 comes out as U+FFFD.</param>
/// <param name="Reason">The pattern with the file and line it stands in, or the rule.</param>
/// <param name="Pattern">The pattern as it was given; empty if a rule says so.</param>
public sealed record Exclusion(string Path, string Reason, string Pattern);
