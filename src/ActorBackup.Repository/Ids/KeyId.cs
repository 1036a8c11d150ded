namespace ActorBackup.Repository.Ids;

/// <summary>SHA-256 of a key file, and its name.</summary>
public readonly record struct KeyId(Sha256Value Value)
{
    /// <exception cref="FormatException"><paramref name="text"/> is not 64 lower-case hex digits.</exception>
    public static KeyId Parse(string text) => new(Sha256Value.Parse(text));

    public override string ToString() => Value.ToString();
}
