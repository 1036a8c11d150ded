using System.Runtime.InteropServices;

namespace ActorBackup.Linux;

/// <summary>The system's clock, but its time stamps go on while the machine sleeps (CLOCK_BOOTTIME) and nobody can set them.</summary>
/// <remarks>Timers are the system's, and do not: who relies on a moment asks for the time stamp when a timer fires, and when none did.
/// Where there is no such clock (not Linux) the time stamps are the system's too.</remarks>
public sealed unsafe class BootTime : TimeProvider
{
    private const long NanosPerSecond = 1_000_000_000;

    private static readonly bool Exists = OperatingSystem.IsLinux();

    public override long TimestampFrequency => Exists ? NanosPerSecond : base.TimestampFrequency;

    public override long GetTimestamp()
    {
        if (!Exists) return base.GetTimestamp();
        Libc.Timespec now;
        if (Libc.ClockGetTime(Flags.ClockBoottime, &now) != 0) throw new SystemCallException("clock_gettime CLOCK_BOOTTIME", Marshal.GetLastPInvokeError());
        return now.Seconds * NanosPerSecond + now.Nanos;
    }
}
