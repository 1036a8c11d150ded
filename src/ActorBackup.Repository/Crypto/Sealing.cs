using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ActorBackup.Repository.Crypto;

/// <summary>Encrypts and proves everything a repository holds: nonce, AES-256-CTR, Poly1305-AES (format specification, section 3).</summary>
internal static class Sealing
{
    public const int NonceBytes = 16, MacBytes = 16;

    /// <summary>How much longer a sealed message is.</summary>
    public const int Overhead = NonceBytes + MacBytes;

    private const int PieceBytes = 16 << 10;

    /// <param name="into">Exactly <see cref="Overhead"/> longer than <paramref name="plaintext"/>, which may be its middle (bytes 16 to length - 16): sealing in place.</param>
    public static void Seal(MasterKey key, ReadOnlySpan<byte> plaintext, Span<byte> into)
    {
        if (into.Length != plaintext.Length + Overhead) throw new ArgumentException($"A sealed message is {Overhead} bytes longer.", nameof(into));
        Span<byte> nonce = stackalloc byte[NonceBytes];
        do RandomNumberGenerator.Fill(nonce);
        while (IsZero(nonce));
        SealWith(key, nonce, plaintext, into);
    }

    /// <summary>For vectors only: a nonce that is used twice gives both plaintexts away.</summary>
    internal static void SealWith(MasterKey key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> into)
    {
        var ciphertext = into[NonceBytes..^MacBytes];
        var cipher = key.Ciphers.Take();
        cipher.Crypt(nonce, plaintext, ciphertext);
        nonce.CopyTo(into);
        cipher.Authenticate(nonce, ciphertext, into[^MacBytes..]);
        key.Ciphers.Return(cipher);
    }

    public static byte[] Seal(MasterKey key, ReadOnlySpan<byte> plaintext)
    {
        var result = new byte[plaintext.Length + Overhead];
        Seal(key, plaintext, result);
        return result;
    }

    /// <summary>False, and nothing is written, if <paramref name="message"/> was not sealed with this key or was changed since.</summary>
    /// <param name="into">Exactly <see cref="Overhead"/> shorter; may be the middle of <paramref name="message"/>. Empty if that is too short to be one.</param>
    public static bool TryOpen(MasterKey key, ReadOnlySpan<byte> message, Span<byte> into)
    {
        if (message.Length < Overhead) return false;
        if (into.Length != message.Length - Overhead) throw new ArgumentException($"A message is {Overhead} bytes shorter than sealed.", nameof(into));
        var nonce = message[..NonceBytes];
        var ciphertext = message[NonceBytes..^MacBytes];
        if (IsZero(nonce)) return false;
        Span<byte> mac = stackalloc byte[MacBytes];
        var cipher = key.Ciphers.Take();
        cipher.Authenticate(nonce, ciphertext, mac);
        var proven = CryptographicOperations.FixedTimeEquals(mac, message[^MacBytes..]);
        if (proven) cipher.Crypt(nonce, ciphertext, into);
        key.Ciphers.Return(cipher);
        return proven;
    }

    /// <summary>Whether a message is proven and opens to exactly this plaintext; it is opened piece by piece, into no buffer of its length.</summary>
    public static bool Opens(MasterKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> plaintext)
    {
        if (message.Length != plaintext.Length + Overhead || IsZero(message[..NonceBytes])) return false;
        var ciphertext = message[NonceBytes..^MacBytes];
        Span<byte> counter = stackalloc byte[NonceBytes];
        Span<byte> piece = stackalloc byte[PieceBytes];
        var cipher = key.Ciphers.Take();
        cipher.Authenticate(message[..NonceBytes], ciphertext, counter);
        var isSame = CryptographicOperations.FixedTimeEquals(counter, message[^MacBytes..]);
        for (var at = 0; isSame && at < ciphertext.Length; at += PieceBytes)
        {
            var length = Math.Min(PieceBytes, ciphertext.Length - at);
            BinaryPrimitives.WriteUInt128BigEndian(counter, unchecked(BinaryPrimitives.ReadUInt128BigEndian(message) + (uint)at / 16));
            cipher.Crypt(counter, ciphertext.Slice(at, length), piece[..length]);
            isSame = piece[..length].SequenceEqual(plaintext.Slice(at, length));
        }
        key.Ciphers.Return(cipher);
        return isSame;
    }

    /// <param name="what">For the error: what was read, as in <c>index/09d2…</c>.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public static byte[] Open(MasterKey key, ReadOnlySpan<byte> message, string what)
    {
        var plaintext = new byte[Math.Max(0, message.Length - Overhead)];
        return TryOpen(key, message, plaintext) ? plaintext : throw RepositoryException.Damaged(
            $"{what} is damaged: it is not what was written, or was not sealed with this repository's key.");
    }

    private static bool IsZero(ReadOnlySpan<byte> nonce) => !nonce.ContainsAnyExcept((byte)0);
}
