namespace ActorBackup.Core.Snapshots;

/// <summary>SHA-256 of a snapshot's content, 64 lower-case hex digits.</summary>
public sealed record ContentDigest(string Hex)
{
    public static ContentDigest Of(ReadOnlySpan<byte> sha256) => new(Convert.ToHexStringLower(sha256));

    /// <summary>Of a copy found by its name alone, not read yet.</summary>
    public static ContentDigest Unknown { get; } = new("");

    public bool IsKnown => Hex.Length > 0;

    public override string ToString() => Hex;
}
