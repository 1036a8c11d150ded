using System.Runtime.InteropServices;

namespace ActorBackup.Repository.Crypto;

/// <summary>Sealing by OpenSSL's libcrypto, which .NET's own cryptography stands on too: several times faster than managed code.</summary>
/// <remarks>The only file that knows libcrypto.</remarks>
internal sealed unsafe partial class LibCryptoCipher : ISealCipher
{
    private readonly ContextHandle _counterMode;
    private readonly ContextHandle _block;
    private readonly MacHandle _poly1305;
    private readonly byte[] _r;

    public LibCryptoCipher(MasterKey key)
    {
        (_counterMode, _block, _poly1305, _r) = (ContextHandle.New(), ContextHandle.New(), MacHandle.New(), key.R.ToArray());
        fixed (byte* encrypt = key.Encrypt, k = key.K)
        {
            Demand(Native.EncryptInit(_counterMode, Native.Aes256Counter(), 0, encrypt, null));
            Demand(Native.EncryptInit(_block, Native.Aes128Block(), 0, k, null));
        }
    }

    /// <summary>Whether this system has what is needed.</summary>
    public static bool IsAvailable { get; } = FindLibrary();

    public void Crypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> from, Span<byte> into)
    {
        if (from.IsEmpty) return;
        fixed (byte* counter = nonce, input = from, output = into)
        {
            Demand(Native.EncryptInit(_counterMode, 0, 0, null, counter));
            Demand(Native.EncryptUpdate(_counterMode, output, out _, input, from.Length));
        }
    }

    public void Authenticate(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, Span<byte> mac)
    {
        var oneTimeKey = stackalloc byte[32];
        _r.CopyTo(new Span<byte>(oneTimeKey, 16));
        fixed (byte* block = nonce, message = ciphertext, result = mac)
        {
            Demand(Native.EncryptUpdate(_block, oneTimeKey + 16, out _, block, 16));
            Demand(Native.MacInit(_poly1305, oneTimeKey, 32, 0));
            Demand(Native.MacUpdate(_poly1305, message, (nuint)ciphertext.Length));
            Demand(Native.MacFinal(_poly1305, result, out _, (nuint)mac.Length));
        }
    }

    public void Dispose()
    {
        _counterMode.Dispose();
        _block.Dispose();
        _poly1305.Dispose();
    }

    private static bool FindLibrary()
    {
        if (!NativeLibrary.TryLoad(Native.Library, out var library)) return false;
        if (!NativeLibrary.TryGetExport(library, "EVP_MAC_fetch", out _)) return false;
        var poly1305 = Native.MacFetch(0, "POLY1305", null);
        if (poly1305 == 0) return false;   // left out of a build for certified cryptography only
        Native.MacFree(poly1305);
        return true;
    }

    private static void Demand(int result)
    {
        if (result != 1) throw new InvalidOperationException("libcrypto failed at what cannot fail: is memory exhausted?");
    }

    private sealed class ContextHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        public static ContextHandle New()
        {
            var context = new ContextHandle();
            context.SetHandle(Native.ContextNew());
            return context.IsInvalid ? throw new InsufficientMemoryException() : context;
        }

        protected override bool ReleaseHandle()
        {
            Native.ContextFree(handle);
            return true;
        }
    }

    private sealed class MacHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        public static MacHandle New()
        {
            var method = Native.MacFetch(0, "POLY1305", null);
            var context = new MacHandle();
            context.SetHandle(method == 0 ? 0 : Native.MacContextNew(method));
            if (method != 0) Native.MacFree(method);   // the context holds it
            return context.IsInvalid ? throw new InsufficientMemoryException() : context;
        }

        protected override bool ReleaseHandle()
        {
            Native.MacContextFree(handle);
            return true;
        }
    }

    private static partial class Native
    {
        public const string Library = "libcrypto.so.3";

        [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_new")]
        public static partial nint ContextNew();

        [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_free")]
        public static partial void ContextFree(nint context);

        [LibraryImport(Library, EntryPoint = "EVP_aes_256_ctr")]
        public static partial nint Aes256Counter();

        [LibraryImport(Library, EntryPoint = "EVP_aes_128_ecb")]
        public static partial nint Aes128Block();

        [LibraryImport(Library, EntryPoint = "EVP_EncryptInit_ex")]
        public static partial int EncryptInit(ContextHandle context, nint cipher, nint engine, byte* key, byte* counter);

        [LibraryImport(Library, EntryPoint = "EVP_EncryptUpdate")]
        public static partial int EncryptUpdate(ContextHandle context, byte* into, out int written, byte* from, int length);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_fetch", StringMarshalling = StringMarshalling.Utf8)]
        public static partial nint MacFetch(nint libraryContext, string algorithm, string? properties);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_free")]
        public static partial void MacFree(nint method);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_CTX_new")]
        public static partial nint MacContextNew(nint method);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_CTX_free")]
        public static partial void MacContextFree(nint context);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_init")]
        public static partial int MacInit(MacHandle context, byte* key, nuint keyLength, nint parameters);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_update")]
        public static partial int MacUpdate(MacHandle context, byte* message, nuint length);

        [LibraryImport(Library, EntryPoint = "EVP_MAC_final")]
        public static partial int MacFinal(MacHandle context, byte* into, out nuint written, nuint size);
    }
}
