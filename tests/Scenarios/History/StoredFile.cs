namespace Scenarios.History;

/// <summary>A copy that lies in a store at the end of a run.</summary>
/// <param name="Handle">Its name there, as snapshots name it.</param>
/// <param name="Digest">SHA-256 of what it holds, hex.</param>
public sealed record StoredFile(string Source, string Handle, string Digest);
