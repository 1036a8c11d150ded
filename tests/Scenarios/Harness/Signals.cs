using System.Runtime.InteropServices;

namespace Scenarios;

/// <summary>kill(2): .NET's own Process sends only SIGKILL.</summary>
public static partial class Signals
{
    public const int Hup = 1, Int = 2, User1 = 10, Term = 15, Stop = 19, Continue = 18, Kill = 9;

    public static void Send(int pid, int signal)
    {
        if (Native(pid, signal) != 0) throw new InvalidOperationException($"kill({pid}, {signal}) failed: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Native(int pid, int signal);
}
