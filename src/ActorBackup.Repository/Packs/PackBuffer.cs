using System.Buffers;
using System.Runtime.InteropServices;

namespace ActorBackup.Repository.Packs;

/// <summary>Bytes of a pack that grows. Outside the collected heap: a few of tens of MiB at a time would keep the collector busy, and grow without a copy.</summary>
internal sealed unsafe class PackBuffer : MemoryManager<byte>
{
    private const int LeastBytes = 64 << 10;

    private byte* _start;
    private int _capacity;

    public int Length { get; private set; }

    /// <summary>What was written. Valid until the next call of <see cref="Append"/> or <see cref="IDisposable.Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => CreateMemory(Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(checked(Length + bytes.Length));
        bytes.CopyTo(new Span<byte>(_start + Length, _capacity - Length));
        Length += bytes.Length;
    }

    public override Span<byte> GetSpan() => new(_start, _capacity);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    public override void Unpin()
    {
        // It never moves while somebody reads it.
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_start);
        _start = null;
        (_capacity, Length) = (0, 0);
    }

    private void Reserve(int bytes)
    {
        if (bytes <= _capacity) return;
        var capacity = (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(LeastBytes, (long)bytes), 2L * _capacity));
        _start = (byte*)NativeMemory.Realloc(_start, (nuint)capacity);
        _capacity = capacity;
    }
}
