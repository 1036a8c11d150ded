namespace ActorBackup.Repository.Backends;

/// <summary>One call of a <see cref="MemoryBackend"/>.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="File">Of a listing only the kind says something.</param>
/// <param name="Bytes">Saved or loaded; 0 for other calls and before a load.</param>
public readonly record struct BackendCall(long Number, BackendOperation Operation, FileHandle File, long Bytes)
{
    public bool Changes => Operation is BackendOperation.Save or BackendOperation.Remove;
}
