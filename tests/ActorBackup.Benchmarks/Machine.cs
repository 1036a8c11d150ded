using System.Runtime.InteropServices;

namespace ActorBackup.Benchmarks;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Line
    {
        get
        {
            var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? "unknown processor";
            var filesystem = new DriveInfo(Path.GetTempPath()).DriveFormat;
            return $"{Environment.ProcessorCount} cores of {model}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {filesystem} at {Path.GetTempPath()}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}";
        }
    }
}
