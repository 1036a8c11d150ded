using System.Globalization;

namespace ActorBackup.Benchmarks;

/// <summary>What the kernel counts of a process.</summary>
internal static class ProcessFigures
{
    // Fields 14 and 15 of /proc/PID/stat, in ticks of 10 ms; the second field may hold spaces, so counted from its end.
    public static double ProcessorSeconds(int pid)
    {
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0;
    }

    public static double ResidentBytes(int pid) => 1024.0 * long.Parse(
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
