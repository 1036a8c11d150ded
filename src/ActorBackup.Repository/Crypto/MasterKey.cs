using System.Security.Cryptography;

namespace ActorBackup.Repository.Crypto;

/// <summary>The three secrets everything in a repository is sealed with; a password's own key has the same shape (format specification, section 3).</summary>
/// <remarks>Safe for concurrent use. Holds the cipher contexts made for it, to use them again.</remarks>
public sealed class MasterKey
{
    internal const int EncryptBytes = 32, MacPartBytes = 16, TotalBytes = EncryptBytes + 2 * MacPartBytes;

    private readonly byte[] _parts;

    /// <param name="parts">64 bytes: encrypt (AES-256), k (AES-128), r (Poly1305, not clamped).</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: a part is all zero.</exception>
    internal MasterKey(ReadOnlySpan<byte> parts)
        : this(parts, LibCryptoCipher.IsAvailable ? static key => new LibCryptoCipher(key) : static key => new ManagedCipher(key))
    {
    }

    internal MasterKey(ReadOnlySpan<byte> parts, Func<MasterKey, ISealCipher> cipher)
    {
        Ciphers = new CipherPool(() => cipher(this));
        if (parts.Length != TotalBytes) throw new ArgumentException($"A key has {TotalBytes} bytes, not {parts.Length}.", nameof(parts));
        _parts = parts.ToArray();
        if (!Encrypt.ContainsAnyExcept((byte)0) || !K.ContainsAnyExcept((byte)0) || !R.ContainsAnyExcept((byte)0))
            throw RepositoryException.Damaged("A key of this repository is all zero in one of its parts: whoever wrote it protected nothing. It is not used.");
    }

    internal CipherPool Ciphers { get; }

    internal ReadOnlySpan<byte> Encrypt => _parts.AsSpan(0, EncryptBytes);

    internal ReadOnlySpan<byte> K => _parts.AsSpan(EncryptBytes, MacPartBytes);

    internal ReadOnlySpan<byte> R => _parts.AsSpan(EncryptBytes + MacPartBytes, MacPartBytes);

    /// <summary>A new one, from the system's random numbers.</summary>
    internal static MasterKey NewRandom()
    {
        Span<byte> parts = stackalloc byte[TotalBytes];
        RandomNumberGenerator.Fill(parts);
        return new MasterKey(parts);
    }
}
