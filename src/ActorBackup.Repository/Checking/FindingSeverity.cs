namespace ActorBackup.Repository.Checking;

public enum FindingSeverity
{
    /// <summary>Nothing is lost and nothing is wrong with any snapshot: superfluous, unusual, or in somebody's way.</summary>
    Hint,

    /// <summary>Something cannot be read, or not as it was stored; or other programs will stumble over it.</summary>
    Error,
}
