using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>Who this process is, and whether another one of this machine lives.</summary>
internal static class ProcessIdentity
{
    private const int NoSuchProcess = 3;

    public static uint User => OperatingSystem.IsLinux() ? Libc.EffectiveUser() : 0;

    public static uint Group => OperatingSystem.IsLinux() ? Libc.EffectiveGroup() : 0;

    /// <summary>Whether a process of this id exists; true where that cannot be found out. No signal is sent.</summary>
    public static bool Exists(int process) =>
        process > 0 && (!OperatingSystem.IsLinux() || Libc.Kill(process, 0) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess);
}
