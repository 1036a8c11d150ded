using System.Buffers;
using System.Text;

namespace ActorBackup.Linux;

/// <summary>Bytes with a NUL behind them, on the caller's stack if they are few.</summary>
internal readonly ref struct RawText : IDisposable
{
    /// <summary>For most names and paths.</summary>
    public const int Usual = 512;

    private readonly byte[]? _rented;

    public RawText(ReadOnlySpan<byte> text, Span<byte> stack) : this([], text, stack)
    {
    }

    public RawText(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, Span<byte> stack)
    {
        var length = start.Length + end.Length;
        var into = length < stack.Length ? stack : _rented = ArrayPool<byte>.Shared.Rent(length + 1);
        start.CopyTo(into);
        end.CopyTo(into[start.Length..]);
        into[length] = 0;
        Bytes = into[..(length + 1)];
    }

    /// <summary>NUL included.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>For people: what is not UTF-8 comes out as U+FFFD.</summary>
    public static string Show(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
    }
}
