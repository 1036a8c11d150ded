namespace ActorBackup.Stores.Native;

/// <summary>CLOCK_BOOTTIME: time since boot that goes on while the machine sleeps, which .NET's clocks do not.</summary>
public static class BootClock
{
    /// <exception cref="PlatformNotSupportedException">Not on Linux.</exception>
    public static unsafe TimeSpan Now
    {
        get
        {
            if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("CLOCK_BOOTTIME is Linux's.");
            Libc.Timespec time;
            if (Libc.ClockGetTime(Flags.ClockBoottime, &time) != 0) throw SystemCallException.Last("clock_gettime");
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanos / 100);
        }
    }
}
