using System.Globalization;
using ActorBackup.Core.Watching;

namespace ActorBackup.Stores.Processes;

/// <summary>Reads /proc.</summary>
public sealed class ProcessProbe : IProcessProbe
{
    public ProcessMark? Find(string pidFile)
    {
        try
        {
            using var reader = new StreamReader(pidFile);
            var line = reader.ReadLine();
            return int.TryParse(line, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var pid) && pid > 0 ? Look(pid) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public bool IsRunning(ProcessMark process) => Look(process.Pid)?.StartTicks == process.StartTicks;

    private static ProcessMark? Look(int pid)
    {
        try
        {
            // "pid (name) state ppid …": the name may hold anything, brackets and spaces too; the start time is field 22.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessMark(pid, long.Parse(fields[19], CultureInfo.InvariantCulture), Executable(pid));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Executable(int pid)
    {
        try { return File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)?.FullName; }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return null; }
    }
}
