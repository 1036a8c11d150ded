namespace ActorBackup.Repository.Ids;

/// <summary>SHA-256 of an index file as stored, and its name.</summary>
public readonly record struct IndexId(Sha256Value Value)
{
    /// <exception cref="FormatException"><paramref name="text"/> is not 64 lower-case hex digits.</exception>
    public static IndexId Parse(string text) => new(Sha256Value.Parse(text));

    public override string ToString() => Value.ToString();
}
