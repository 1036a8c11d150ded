using System.Runtime.InteropServices;

namespace FaultTracer;

/// <summary><c>struct ptrace_syscall_info</c> at the entry of a call.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SystemCall
{
    public const byte Entry = 1, Exit = 2;

    public byte Stop;
    private fixed byte _pad[3];
    private readonly uint _architecture;
    private readonly ulong _instruction, _stack;
    public ulong Number;
    private fixed ulong _arguments[6];
    private readonly ulong _more;

    public readonly ulong Argument(int index) => _arguments[index];

    public static bool TryRead(int thread, out SystemCall call)
    {
        fixed (SystemCall* to = &call) return Native.PTrace(Native.GetSyscallInfo, thread, sizeof(SystemCall), (nint)to) > 0;
    }
}
