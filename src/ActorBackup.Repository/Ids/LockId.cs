namespace ActorBackup.Repository.Ids;

/// <summary>SHA-256 of a lock file as stored, and its name.</summary>
public readonly record struct LockId(Sha256Value Value)
{
    /// <exception cref="FormatException"><paramref name="text"/> is not 64 lower-case hex digits.</exception>
    public static LockId Parse(string text) => new(Sha256Value.Parse(text));

    public override string ToString() => Value.ToString();
}
