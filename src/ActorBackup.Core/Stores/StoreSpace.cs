namespace ActorBackup.Core.Stores;

/// <summary>Room in one place, in bytes. Hard-linked bytes count once.</summary>
public sealed record StoreSpace(long FreeBytes, long TotalBytes, long LiveBytes, long TrashBytes);
