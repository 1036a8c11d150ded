namespace ActorBackup.Repository.Backends;

public readonly record struct StoredFile(FileHandle File, long Bytes);
