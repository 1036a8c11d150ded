using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ActorBackup.Repository.Ids;

/// <summary>A SHA-256 value: what every id is made of. Written as 64 lower-case hex digits.</summary>
public readonly record struct Sha256Value : IComparable<Sha256Value>
{
    public const int Length = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly SearchValues<byte> HexBytes = SearchValues.Create("0123456789abcdef"u8);

    private readonly ulong _a, _b, _c, _d;

    /// <param name="bytes">Exactly 32.</param>
    public Sha256Value(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"A SHA-256 value has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    public byte FirstByte => (byte)(_a >> 56);

    /// <summary>All zero: what nothing hashes to.</summary>
    public bool IsZero => (_a | _b | _c | _d) == 0;

    public static Sha256Value Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(content, hash);
        return new Sha256Value(hash);
    }

    /// <exception cref="FormatException"><paramref name="text"/> is not 64 lower-case hex digits.</exception>
    public static Sha256Value Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not an id: 64 lower-case hex digits.");

    public static bool TryParse(ReadOnlySpan<char> text, out Sha256Value value)
    {
        value = default;
        if (text.Length != 2 * Length || text.ContainsAnyExcept(HexDigits)) return false;
        Span<byte> bytes = stackalloc byte[Length];
        _ = Convert.FromHexString(text, bytes, out _, out _);
        value = new Sha256Value(bytes);
        return true;
    }

    /// <param name="utf8">The hex digits as ASCII.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Sha256Value value)
    {
        value = default;
        if (utf8.Length != 2 * Length || utf8.ContainsAnyExcept(HexBytes)) return false;
        Span<byte> bytes = stackalloc byte[Length];
        _ = Convert.FromHexString(utf8, bytes, out _, out _);
        value = new Sha256Value(bytes);
        return true;
    }

    /// <summary>Writes the hex digits as ASCII.</summary>
    /// <param name="into">At least 64 bytes.</param>
    public void FormatHex(Span<byte> into)
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        _ = Convert.TryToHexStringLower(bytes, into, out _);
    }

    /// <param name="into">At least 32 bytes.</param>
    public void CopyTo(Span<byte> into)
    {
        BinaryPrimitives.WriteUInt64BigEndian(into, _a);
        BinaryPrimitives.WriteUInt64BigEndian(into[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(into[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(into[24..], _d);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>In the order of the hex digits.</summary>
    public int CompareTo(Sha256Value other) =>
        _a != other._a ? _a.CompareTo(other._a) : _b != other._b ? _b.CompareTo(other._b) : _c != other._c ? _c.CompareTo(other._c) : _d.CompareTo(other._d);

    // The bytes are random already: any eight of them are a good hash.
    public override int GetHashCode() => (int)_b;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
