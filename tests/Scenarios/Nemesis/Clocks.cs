using System.Globalization;

namespace Scenarios.Nemesis;

/// <summary>Wall clocks that are this run's own: each process sees its own, and a step comes while it runs. What measures spans stays true.</summary>
internal sealed class Clocks : IDisposable
{
    private static readonly string? Library = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    // Not in the run's own folder: the database's user may not look into that.
    private readonly string _folder = Directory.CreateTempSubdirectory("clocks-").FullName;

    public Clocks()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
    }

    public static bool Available => Library is not null;

    /// <param name="name">Whose clock.</param>
    public IReadOnlyDictionary<string, string> Environment(string name)
    {
        if (Library is null) return new Dictionary<string, string>();
        if (!File.Exists(FileOf(name))) Step(name, TimeSpan.Zero);
        return new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library,
            ["FAKETIME_TIMESTAMP_FILE"] = FileOf(name),
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            // Else waits with a deadline return at once, and a node takes half a processor to do nothing.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
            ["NO_FAKE_STAT"] = "1",
            // What processes share is removed with the one that made it, while others of them still begin.
            ["FAKETIME_DISABLE_SHM"] = "1",
        };
    }

    /// <summary>From now on that clock is so far off; seen within a second.</summary>
    public void Step(string name, TimeSpan offset)
    {
        File.WriteAllText(FileOf(name) + ".new", string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs((long)offset.TotalSeconds)}"));
        File.Move(FileOf(name) + ".new", FileOf(name), overwrite: true);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string FileOf(string name) => Path.Combine(_folder, name);
}
