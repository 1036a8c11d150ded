namespace ActorBackup.Repository.Ids;

/// <summary>SHA-256 of a snapshot file as stored, and its name. Changing tags gives a new one.</summary>
public readonly record struct SnapshotFileId(Sha256Value Value)
{
    /// <exception cref="FormatException"><paramref name="text"/> is not 64 lower-case hex digits.</exception>
    public static SnapshotFileId Parse(string text) => new(Sha256Value.Parse(text));

    public override string ToString() => Value.ToString();
}
