namespace ActorBackup.Core.Stores;

/// <summary>One snapshot found by listing a store.</summary>
/// <param name="SideCar">Null if only the file's name speaks; then <paramref name="TakenAt"/> comes from the name.</param>
/// <param name="Complete">The copy is there with the size its side-car says. A listing does not read content.</param>
public sealed record FoundCopy(SideCar? SideCar, string Handle, DateTimeOffset TakenAt, long StoredBytes, bool InTrash, bool Complete);
