using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>Constants of Linux's system calls (uapi headers). Two open flags differ between processors.</summary>
internal static class Flags
{
    public const int CurrentFolder = -100;

    public const int WriteOnly = 1, ReadWrite = 2, Create = 0x40, Exclusive = 0x80, Truncate = 0x200, NonBlocking = 0x800, NoAccessTime = 0x40000, CloseOnExec = 0x80000;

    public static readonly int FolderOnly = IsArm ? 0x4000 : 0x10000;
    public static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    public const int StatNoFollow = 0x100, StatEmptyPath = 0x1000;
    public const uint StatBasics = 0x7ff;

    public const int RemoveFolder = 0x200;
    public const uint RenameNoReplace = 1;

    public const int LockExclusive = 2, LockNonBlocking = 4;

    public const int ClockBoottime = 7;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
}
