using System.Text;

namespace ActorBackup.Repository.Trees;

/// <summary>A name or link target as the file system has it: bytes, which need not be UTF-8. Ordered as unsigned bytes.</summary>
public readonly struct RawName : IEquatable<RawName>, IComparable<RawName>
{
    private readonly byte[]? _bytes;

    /// <param name="bytes">Copied.</param>
    public RawName(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    public RawName(string text) => _bytes = Encoding.UTF8.GetBytes(text);

    private RawName(byte[] bytes, bool _) => _bytes = bytes;

    /// <summary>Without a copy: the caller never changes the bytes again.</summary>
    internal static RawName Own(byte[] bytes) => new(bytes, true);

    public ReadOnlySpan<byte> Bytes => _bytes;

    public int Length => _bytes?.Length ?? 0;

    /// <summary>Whether it may become one component of a path: not empty, <c>.</c> or <c>..</c>, without <c>/</c> and NUL.</summary>
    public bool IsSafe => Length > 0 && !Bytes.ContainsAny((byte)'/', (byte)0) && !Bytes.SequenceEqual("."u8) && !Bytes.SequenceEqual(".."u8);

    public int CompareTo(RawName other) => Bytes.SequenceCompareTo(other.Bytes);

    public bool Equals(RawName other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is RawName other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    public static bool operator ==(RawName a, RawName b) => a.Equals(b);

    public static bool operator !=(RawName a, RawName b) => !a.Equals(b);

    /// <summary>For people: what is not UTF-8 comes out as U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes);
}
