namespace ActorBackup.Repository.Pruning;

/// <summary>What a prune did.</summary>
/// <param name="PacksRemoved">Files of <c>data/</c>.</param>
/// <param name="BytesWritten">Blobs that were moved, as stored.</param>
/// <param name="IsComplete">False if its time was over before all of the plan was done: another run goes on.</param>
public sealed record PruneResult(int PacksRemoved, int PacksRepacked, int IndexesWritten, int IndexesRemoved, long BytesWritten, bool IsComplete);
