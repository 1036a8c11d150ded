using System.Buffers;
using ActorBackup.Linux;

namespace ActorBackup.Repository.Packs;

/// <summary>Bytes of a pack that grows. Outside the collected heap, in pages that go back to the system as soon as the pack is saved: a few
/// of tens of MiB would stay otherwise.</summary>
/// <param name="likelyBytes">So much is set aside at once; it costs nothing until it is written to.</param>
internal sealed unsafe class PackBuffer(int likelyBytes) : MemoryManager<byte>
{
    private Pages? _pages;

    public int Length { get; private set; }

    /// <summary>What was written. Valid until the next call of <see cref="Append"/> or <see cref="IDisposable.Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => CreateMemory(Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(checked(Length + bytes.Length));
        bytes.CopyTo(GetSpan()[Length..]);
        Length += bytes.Length;
    }

    public override Span<byte> GetSpan() => _pages is { } pages ? new(pages.Start, pages.Length) : default;

    public override MemoryHandle Pin(int elementIndex = 0) => new(_pages!.Start + elementIndex);

    public override void Unpin()
    {
        // It never moves while somebody reads it.
    }

    protected override void Dispose(bool disposing)
    {
        _pages?.Dispose();
        (_pages, Length) = (null, 0);
    }

    private void Reserve(int bytes)
    {
        if (bytes <= (_pages?.Length ?? 0)) return;
        var larger = Pages.Map((int)Math.Min(Array.MaxLength, Math.Max(Math.Max(likelyBytes, bytes), 2L * (_pages?.Length ?? 0))));
        if (_pages is { } pages)
        {
            new ReadOnlySpan<byte>(pages.Start, Length).CopyTo(new Span<byte>(larger.Start, larger.Length));
            pages.Dispose();
        }
        _pages = larger;
    }
}
