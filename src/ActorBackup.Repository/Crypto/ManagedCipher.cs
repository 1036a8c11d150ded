using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace ActorBackup.Repository.Crypto;

/// <summary>Sealing with what .NET has everywhere: AES block by block, the counters and Poly1305 by our own hand.</summary>
internal sealed class ManagedCipher : ISealCipher
{
    // As many counters at once as keep the AES units busy and stay in the nearest cache.
    private const int BatchBytes = 8 << 10;

    private readonly Aes _encrypt = Aes.Create();
    private readonly Aes _block = Aes.Create();
    private readonly byte[] _counters = new byte[BatchBytes];
    private readonly byte[] _keyStream = new byte[BatchBytes];
    private readonly byte[] _r;

    public ManagedCipher(MasterKey key)
    {
        _encrypt.SetKey(key.Encrypt);
        _block.SetKey(key.K);
        _r = key.R.ToArray();
    }

    public void Crypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> from, Span<byte> into)
    {
        var counter = BinaryPrimitives.ReadUInt128BigEndian(nonce);
        while (from.Length > 0)
        {
            var length = Math.Min(BatchBytes, from.Length);
            var counters = _counters.AsSpan(0, (length + 15) & ~15);
            for (var at = 0; at < counters.Length; at += 16) BinaryPrimitives.WriteUInt128BigEndian(counters[at..], counter++);
            _encrypt.EncryptEcb(counters, _keyStream, PaddingMode.None);
            Xor(from[..length], _keyStream, into);
            from = from[length..];
            into = into[length..];
        }
    }

    public void Authenticate(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, Span<byte> mac)
    {
        Span<byte> s = stackalloc byte[16];
        _block.EncryptEcb(nonce, s, PaddingMode.None);
        Poly1305.Authenticate(_r, s, ciphertext, mac);
    }

    public void Dispose()
    {
        _encrypt.Dispose();
        _block.Dispose();
    }

    private static void Xor(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> into)
    {
        var at = 0;
        for (; at <= a.Length - Vector<byte>.Count; at += Vector<byte>.Count) (new Vector<byte>(a[at..]) ^ new Vector<byte>(b[at..])).CopyTo(into[at..]);
        for (; at < a.Length; at++) into[at] = (byte)(a[at] ^ b[at]);
    }
}
