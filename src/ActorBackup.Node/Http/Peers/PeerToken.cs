using System.Security.Cryptography;
using System.Text;

namespace ActorBackup.Node.Http.Peers;

/// <summary>The secret by which the nodes of one cluster know each other. It comes from their database, so that a node may not have it yet.</summary>
internal sealed class PeerToken
{
    private volatile string? _value;

    /// <summary>Null until the database could be asked.</summary>
    public string? Value
    {
        get => _value;
        set => _value = value;
    }

    /// <summary>Takes as long for a wrong one as for a right one.</summary>
    public bool Is(string presented) =>
        _value is { } value && CryptographicOperations.FixedTimeEquals(Digest(presented), Digest(value));

    public override string ToString() => "(hidden)";

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
