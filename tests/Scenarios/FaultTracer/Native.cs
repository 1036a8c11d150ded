using System.Runtime.InteropServices;

namespace FaultTracer;

/// <summary>ptrace(2) and its company, for x86-64 Linux.</summary>
internal static unsafe partial class Native
{
    public const int Syscall = 24, PeekUser = 3, PokeUser = 6, GetEventMessage = 0x4201, Seize = 0x4206, GetSyscallInfo = 0x420e;
    public const int SigKill = 9, SigStop = 19, SigCont = 18, SigTrap = 5, SyscallStop = SigTrap | 0x80;
    public const int WaitAll = 0x40000000;

    /// <summary>TRACESYSGOOD, TRACEFORK, TRACEVFORK, TRACECLONE, TRACEEXEC, and EXITKILL: nothing outlives the tracer.</summary>
    public const int Options = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x100000;

    /// <summary>Where <c>struct user</c> keeps the number of the call that is being made, and its result.</summary>
    public const int CallNumberOffset = 15 * 8, ResultOffset = 10 * 8;

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    public static partial long PTrace(long request, int thread, nint address, nint data);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int Wait(int pid, out int status, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int pid, string path, nint actions, nint attributes, nint arguments, nint environment);

    /// <summary>Starts a command that stops itself before its first own instruction, so that tracing can begin before anything happens.</summary>
    public static int StartStopped(IReadOnlyList<string> command)
    {
        string[] arguments = ["sh", "-c", "kill -STOP $$; exec \"$@\" </dev/null", "sh", .. command];
        string[] environment = [.. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}")];
        var error = Spawn(out var pid, "/bin/sh", 0, 0, Block(arguments), Block(environment));
        return error == 0 ? pid : throw new IOException($"posix_spawn of {command[0]} failed: error {error}.");
    }

    // Never freed: once per process, and the process is short.
    private static nint Block(string[] texts)
    {
        var block = (nint*)NativeMemory.AllocZeroed((nuint)(texts.Length + 1), (nuint)sizeof(nint));
        for (var i = 0; i < texts.Length; i++) block[i] = Marshal.StringToCoTaskMemUTF8(texts[i]);
        return (nint)block;
    }
}
