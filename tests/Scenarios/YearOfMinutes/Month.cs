namespace ActorBackup.Scenarios.YearOfMinutes;

/// <param name="Milliseconds">Median of its captures.</param>
/// <param name="HeapBytes">After a full collection, without the files of the repository, which are in memory here.</param>
internal sealed record Month(int Number, double Milliseconds, double Slowest, long HeapBytes);
