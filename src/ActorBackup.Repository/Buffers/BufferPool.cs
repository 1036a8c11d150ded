using System.Buffers;

namespace ActorBackup.Repository.Buffers;

/// <summary>Memory for chunks on their way, used again and again. Belongs to one piece of work and goes with it: .NET's shared pool keeps
/// a piece for each of its threads, which are many, and for a long time.</summary>
/// <remarks>Safe for concurrent use. Not to return a buffer is no leak.</remarks>
internal sealed class BufferPool : ArrayPool<byte>
{
    // Room for what compressing and sealing may add to a chunk.
    private const int Extra = 64 << 10;

    private const int FirstLarge = 4;

    private static readonly int[] Sizes = [16 << 10, 64 << 10, (128 << 10) + Extra, (512 << 10) + Extra, (2 << 20) + Extra, (4 << 20) + Extra, (8 << 20) + Extra];

    private readonly Stack<byte[]>[] _idle = [.. Sizes.Select(static _ => new Stack<byte[]>())];

    /// <returns>At least so long; holds anything.</returns>
    public override byte[] Rent(int minimumLength)
    {
        var size = Array.FindIndex(Sizes, size => size >= minimumLength);
        if (size < 0) return GC.AllocateUninitializedArray<byte>(minimumLength);
        lock (_idle)
        {
            if (_idle[size].TryPop(out var buffer)) return buffer;
            // Large ones are few at a time: a larger one that lies idle is better than one more.
            for (var larger = size + 1; size >= FirstLarge && larger < Sizes.Length; larger++)
                if (_idle[larger].TryPop(out buffer)) return buffer;
        }
        return GC.AllocateUninitializedArray<byte>(Sizes[size]);
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        var size = Array.IndexOf(Sizes, array.Length);
        if (size < 0) return;
        lock (_idle) _idle[size].Push(array);
    }
}
