using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>Memory straight from the kernel: what is not touched costs nothing, and what is released is gone. malloc keeps pieces of this size for later.</summary>
internal sealed unsafe class Pages : SafeHandle
{
    private const int ReadAndWrite = 1 | 2, PrivateAnonymous = 2 | 0x20;

    private Pages(int length)
        : base(-1, ownsHandle: true)
    {
        Length = length;
        SetHandle(Libc.Map(0, (nuint)length, ReadAndWrite, PrivateAnonymous, -1, 0));
        if (IsInvalid) throw new InsufficientMemoryException($"The system gives no {length:N0} bytes of memory.");
    }

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>Valid until it is disposed.</summary>
    public byte* Start => (byte*)handle;

    public override bool IsInvalid => handle == -1;

    public static Pages Map(int length) => new(length);

    protected override bool ReleaseHandle() => Libc.Unmap(handle, (nuint)Length) == 0;
}
