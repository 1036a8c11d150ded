using System.Buffers.Binary;

namespace ActorBackup.Repository.Crypto;

/// <summary>Poly1305: the message's 16-byte blocks, each with a 1 put before its highest byte, as coefficients of a polynomial at r modulo 2^130 - 5.</summary>
/// <remarks>Source: D. J. Bernstein, "The Poly1305-AES message-authentication code". No step depends on secrets in time.</remarks>
internal static class Poly1305
{
    /// <param name="r">16 bytes, clamped here.</param>
    /// <param name="s">16 bytes, added at the end.</param>
    /// <param name="mac">16 bytes.</param>
    public static void Authenticate(ReadOnlySpan<byte> r, ReadOnlySpan<byte> s, ReadOnlySpan<byte> message, Span<byte> mac)
    {
        var sum = new Sum(r);
        for (; message.Length >= 16; message = message[16..])
            sum.Add(BinaryPrimitives.ReadUInt64LittleEndian(message), BinaryPrimitives.ReadUInt64LittleEndian(message[8..]), 1);
        if (message.Length > 0)
        {
            Span<byte> last = stackalloc byte[16];
            last.Clear();
            message.CopyTo(last);
            last[message.Length] = 1;
            sum.Add(BinaryPrimitives.ReadUInt64LittleEndian(last), BinaryPrimitives.ReadUInt64LittleEndian(last[8..]), 0);
        }
        BinaryPrimitives.WriteUInt128LittleEndian(mac, unchecked(sum.Reduced() + BinaryPrimitives.ReadUInt128LittleEndian(s)));
    }

    /// <summary>h, in two limbs of 64 bits and a small third, and r; h = (h + block) * r per block, reduced to a few bits above 130.</summary>
    private ref struct Sum(ReadOnlySpan<byte> r)
    {
        private readonly ulong _r0 = BinaryPrimitives.ReadUInt64LittleEndian(r) & 0x0ffffffc_0fffffff;
        private readonly ulong _r1 = BinaryPrimitives.ReadUInt64LittleEndian(r[8..]) & 0x0ffffffc_0ffffffc;
        private ulong _h0, _h1, _h2;

        public void Add(ulong m0, ulong m1, ulong m2)
        {
            // r1 is a multiple of 4, so what overflows 2^128 comes back exactly as r1 * 5/4 at the bottom.
            var folded = _r1 + (_r1 >> 2);
            var a0 = _h0 + m0;
            var carry = a0 < m0 ? 1UL : 0;
            var a1 = (UInt128)_h1 + m1 + carry;
            var h1 = (ulong)a1;
            var h2 = _h2 + m2 + (ulong)(a1 >> 64);

            var low = Multiply(a0, _r0) + Multiply(h1, folded);
            var high = Multiply(a0, _r1) + Multiply(h1, _r0) + (h2 * folded) + (ulong)(low >> 64);
            var top = (h2 * _r0) + (ulong)(high >> 64);

            // Everything from bit 130 up comes back times 5: (top >> 2) * 4 + (top >> 2).
            var back = (UInt128)(ulong)low + ((top >> 2) + (top & ~3UL));
            var middle = (UInt128)(ulong)high + (ulong)(back >> 64);
            (_h0, _h1, _h2) = ((ulong)back, (ulong)middle, (top & 3) + (ulong)(middle >> 64));
        }

        public readonly UInt128 Reduced()
        {
            var h = new UInt128(_h1, _h0);
            var plus5 = unchecked(h + 5);
            var carried = plus5 < h ? 1UL : 0;
            // h >= 2^130 - 5 exactly if h + 5 reaches bit 130; h is below twice that.
            return ((_h2 + carried) >> 2) != 0 ? plus5 : h;
        }

        private static UInt128 Multiply(ulong a, ulong b)
        {
            var high = Math.BigMul(a, b, out var low);
            return new UInt128(high, low);
        }
    }
}
