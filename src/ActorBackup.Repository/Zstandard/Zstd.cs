using System.Collections.Concurrent;

namespace ActorBackup.Repository.Zstandard;

/// <summary>zstd frames as the format wants them (format specification, section 7), by the system's libzstd.</summary>
/// <remarks>Safe for concurrent use; keeps as many contexts as were in use at one time. One per open repository.</remarks>
internal sealed unsafe class Zstd : IDisposable
{
    public const int AutoLevel = 3, MaxLevel = 11;

    private const int SmallDocument = 16 << 10;

    private readonly ConcurrentBag<LibZstd.Context> _compressors = [], _decompressors = [];

    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Unsupported"/>: this system has no libzstd.</exception>
    public Zstd()
    {
        if (!LibZstd.IsAvailable) throw new RepositoryException(RepositoryFailure.Unsupported,
            "This system has no libzstd.so.1, and repositories of version 2 are compressed with it. Install the package libzstd1 (on Fedora: libzstd) and try again.");
    }

    /// <summary>What the data level of a setting is; documents and trees take <see cref="AutoLevel"/> where it is off.</summary>
    public static int LevelOf(Compression compression) => compression == Compression.Max ? MaxLevel : AutoLevel;

    /// <summary>A buffer of this size takes the frame of any content of <paramref name="length"/> bytes.</summary>
    public static int Bound(int length) => checked((int)LibZstd.CompressBound((nuint)length));

    /// <returns>The length of the frame.</returns>
    /// <param name="into">At least <see cref="Bound"/> of the content's length.</param>
    public int Compress(ReadOnlySpan<byte> content, Span<byte> into, int level)
    {
        if (!_compressors.TryTake(out var context)) context = new LibZstd.Context(compresses: true);
        // One frame with its content size and no checksum is the library's own default.
        var length = LibZstd.SetParameter(context, LibZstd.CompressionLevel, level);
        if (LibZstd.IsError(length) == 0)
            fixed (byte* from = content, to = into) length = LibZstd.Compress(context, to, (nuint)into.Length, from, (nuint)content.Length);
        _compressors.Add(context);
        if (LibZstd.IsError(length) != 0) throw new ArgumentException($"zstd cannot compress {content.Length} bytes at level {level} into {into.Length}: {LibZstd.Explain(length)}.");
        return (int)length;
    }

    /// <summary>Of a blob, whose length is recorded beside it.</summary>
    /// <param name="into">As long as the content is said to be.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>: not zstd, or not of this length.</exception>
    public void Decompress(ReadOnlySpan<byte> frame, Span<byte> into)
    {
        if (!_decompressors.TryTake(out var context)) context = new LibZstd.Context(compresses: false);
        nuint length;
        fixed (byte* from = frame, to = into) length = LibZstd.Decompress(context, to, (nuint)into.Length, from, (nuint)frame.Length);
        _decompressors.Add(context);
        if (LibZstd.IsError(length) != 0) throw NotZstd(length);
        if (length != (nuint)into.Length) throw RepositoryException.Damaged($"A blob is damaged: it decompresses to {length} bytes where {into.Length} are recorded.");
    }

    /// <summary>Of a document, whose length is not recorded.</summary>
    /// <param name="most">More bytes than this are refused.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Damaged"/>.</exception>
    public byte[] Decompress(ReadOnlySpan<byte> frame, int most)
    {
        if (!_decompressors.TryTake(out var context)) context = new LibZstd.Context(compresses: false);
        try
        {
            return Decompress(context, frame, most);
        }
        finally
        {
            _decompressors.Add(context);
        }
    }

    /// <summary>Contexts still in use are freed when they are done with.</summary>
    public void Dispose()
    {
        while (_compressors.TryTake(out var context)) context.Dispose();
        while (_decompressors.TryTake(out var context)) context.Dispose();
    }

    // In one go into one buffer, and again into a larger one if that was too small: the window, which a stream would have to keep as large as the
    // frame asks, costs nothing so. A frame need not say its content's length, and need not say the truth.
    private static byte[] Decompress(LibZstd.Context context, ReadOnlySpan<byte> frame, int most)
    {
        fixed (byte* from = frame)
        {
            var said = LibZstd.ContentSize(from, (nuint)frame.Length);
            var likely = said <= int.MaxValue ? (long)said : 4L * frame.Length;
            for (var size = Math.Min(likely, Math.Max(SmallDocument, 64L * frame.Length)); ; size = Math.Max(SmallDocument, 2 * size))
            {
                var content = GC.AllocateUninitializedArray<byte>((int)Math.Min(most, size));
                nuint length;
                fixed (byte* to = content) length = LibZstd.Decompress(context, to, (nuint)content.Length, from, (nuint)frame.Length);
                if (LibZstd.IsError(length) == 0)
                {
                    if ((int)length != content.Length) Array.Resize(ref content, (int)length);
                    return content;
                }
                if (LibZstd.ErrorCode(length) != LibZstd.TooSmall) throw NotZstd(length);
                if (content.Length >= most) throw RepositoryException.Damaged($"What is stored compressed is damaged or hostile: it decompresses to more than {most:N0} bytes.");
            }
        }
    }

    private static RepositoryException NotZstd(nuint result) =>
        RepositoryException.Damaged($"What is stored compressed is damaged: it is no zstd frame of the recorded length ({LibZstd.Explain(result)}).");
}
