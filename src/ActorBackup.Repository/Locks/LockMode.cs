namespace ActorBackup.Repository.Locks;

public enum LockMode
{
    /// <summary>Reading, and adding what nobody else refers to.</summary>
    Shared,

    /// <summary>Removing and replacing.</summary>
    Exclusive,
}
