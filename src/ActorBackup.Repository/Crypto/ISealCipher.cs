namespace ActorBackup.Repository.Crypto;

/// <summary>The two halves of a seal under one key. By libcrypto where it is, managed otherwise: both must give the same bytes.</summary>
/// <remarks>One message at a time: not safe for concurrent use, and made to be used again.</remarks>
internal interface ISealCipher : IDisposable
{
    /// <summary>AES-256-CTR, both ways. The 16 bytes of the nonce are the first counter: big-endian, wrapping round at its end.</summary>
    /// <param name="into">As long as <paramref name="from"/>: the same memory, or apart from it.</param>
    void Crypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> from, Span<byte> into);

    /// <summary>Poly1305-AES of the ciphertext.</summary>
    /// <param name="mac">Exactly 16 bytes.</param>
    void Authenticate(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, Span<byte> mac);
}
