namespace ActorBackup.Repository.Crypto;

/// <summary>Encrypts and proves everything a repository holds: nonce, AES-256-CTR, Poly1305-AES (format specification, section 3).</summary>
internal static class Sealing
{
    public const int NonceBytes = 16, MacBytes = 16;

    /// <summary>How much longer a sealed message is.</summary>
    public const int Overhead = NonceBytes + MacBytes;

    /// <param name="into">Exactly <see cref="Overhead"/> longer than <paramref name="plaintext"/>, which may be its middle (bytes 16 to length - 16): sealing in place.</param>
    public static void Seal(MasterKey key, ReadOnlySpan<byte> plaintext, Span<byte> into) => throw new NotImplementedException();

    public static byte[] Seal(MasterKey key, ReadOnlySpan<byte> plaintext)
    {
        var result = new byte[plaintext.Length + Overhead];
        Seal(key, plaintext, result);
        return result;
    }

    /// <summary>False, and nothing is written, if <paramref name="message"/> was not sealed with this key or was changed since.</summary>
    /// <param name="into">Exactly <see cref="Overhead"/> shorter; may be the middle of <paramref name="message"/>. Empty if that is too short to be one.</param>
    public static bool TryOpen(MasterKey key, ReadOnlySpan<byte> message, Span<byte> into) => throw new NotImplementedException();

    /// <param name="what">For the error: what was read, as in <c>index/09d2…</c>.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public static byte[] Open(MasterKey key, ReadOnlySpan<byte> message, string what)
    {
        var plaintext = new byte[Math.Max(0, message.Length - Overhead)];
        return TryOpen(key, message, plaintext) ? plaintext : throw RepositoryException.Damaged(
            $"{what} is damaged: it is not what was written, or was not sealed with this repository's key.");
    }
}
