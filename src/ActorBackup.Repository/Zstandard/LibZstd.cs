using System.Runtime.InteropServices;

namespace ActorBackup.Repository.Zstandard;

/// <summary>The functions of libzstd that are used, as its zstd.h says. The only file that knows the library.</summary>
internal static unsafe partial class LibZstd
{
    private const string Library = "libzstd.so.1";

    /// <summary>Of <see cref="SetParameter"/>.</summary>
    public const int CompressionLevel = 100;

    /// <summary>Of <see cref="ErrorCode"/>: there is more content than room.</summary>
    public const int TooSmall = 70;

    public static bool IsAvailable { get; } = NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    [SuppressGCTransition]
    public static partial uint IsError(nuint result);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorCode")]
    [SuppressGCTransition]
    public static partial int ErrorCode(nuint result);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint ErrorName(nuint result);

    [LibraryImport(Library, EntryPoint = "ZSTD_compressBound")]
    [SuppressGCTransition]
    public static partial nuint CompressBound(nuint length);

    [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
    public static partial nint NewCompressor();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
    public static partial nuint FreeCompressor(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_CCtx_setParameter")]
    public static partial nuint SetParameter(Context context, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_compress2")]
    public static partial nuint Compress(Context context, byte* into, nuint size, byte* from, nuint length);

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    public static partial nint NewDecompressor();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeDecompressor(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressDCtx")]
    public static partial nuint Decompress(Context context, byte* into, nuint size, byte* from, nuint length);

    /// <summary>Of the first frame, as it says; above any length if it does not.</summary>
    [LibraryImport(Library, EntryPoint = "ZSTD_getFrameContentSize")]
    [SuppressGCTransition]
    public static partial ulong ContentSize(byte* frame, nuint length);

    public static string Explain(nuint result) => Marshal.PtrToStringUTF8(ErrorName(result)) ?? "unknown error";

    /// <summary>A compressor's or decompressor's memory. One caller at a time.</summary>
    internal sealed class Context : SafeHandle
    {
        private readonly bool _compresses;

        public Context(bool compresses)
            : base(0, ownsHandle: true)
        {
            _compresses = compresses;
            SetHandle(compresses ? NewCompressor() : NewDecompressor());
            if (IsInvalid) throw new InsufficientMemoryException();
        }

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle() => (_compresses ? FreeCompressor(handle) : FreeDecompressor(handle)) == 0;
    }
}
