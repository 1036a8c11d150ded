namespace ActorBackup.Repository.Ids;

/// <summary>The id of a blob that is a tree: the JSON of one folder.</summary>
public readonly record struct TreeId(Sha256Value Value)
{
    /// <exception cref="FormatException"><paramref name="text"/> is not 64 lower-case hex digits.</exception>
    public static TreeId Parse(string text) => new(Sha256Value.Parse(text));

    public override string ToString() => Value.ToString();
}
