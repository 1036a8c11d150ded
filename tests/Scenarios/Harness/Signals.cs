using System.Runtime.InteropServices;

namespace Scenarios;

/// <summary>kill(2): .NET's own Process sends only SIGKILL.</summary>
/// <remarks>A process that is gone already is no error: scenarios end processes in more than one way.</remarks>
public static partial class Signals
{
    private const int NoSuchProcess = 3;

    public const int Hup = 1, Int = 2, User1 = 10, Term = 15, Stop = 19, Continue = 18, Kill = 9;

    public static void Send(int pid, int signal)
    {
        if (Native(pid, signal) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess) throw new InvalidOperationException($"kill({pid}, {signal}) failed: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Native(int pid, int signal);
}
