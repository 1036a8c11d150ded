namespace ActorBackup.Core.Watching;

/// <summary>Tells whether the process that a pid-file names still runs (rules 2, 10: a recycled pid is another process).</summary>
public interface IProcessProbe
{
    /// <summary>The running process named by the file, or null if the file is missing, unreadable, holds no number, or no such process runs.</summary>
    ProcessMark? Find(string pidFile);

    /// <summary>False once that very process has ended; a zombie has ended.</summary>
    bool IsRunning(ProcessMark process);
}

/// <summary>One process, told from a later one with the same pid.</summary>
/// <param name="StartTicks">When it started, in clock ticks since boot.</param>
/// <param name="Executable">Its program's path, null where that may not be read.</param>
public sealed record ProcessMark(int Pid, long StartTicks, string? Executable);
