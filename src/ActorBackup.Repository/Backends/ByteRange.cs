namespace ActorBackup.Repository.Backends;

/// <param name="Offset">From the start of the file.</param>
/// <param name="Length">At least 1; reaching past the end is a failure, not a short read.</param>
public readonly record struct ByteRange(long Offset, int Length);
