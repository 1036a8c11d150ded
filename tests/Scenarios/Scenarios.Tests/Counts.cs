using System.Globalization;

[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace Scenarios;

/// <summary>How long the long scenarios are: short by default, for CI; scripts/torture.sh sets them.</summary>
public static class Counts
{
    public static int Kills => From("SCENARIO_KILLS", 20);
    public static int Captures => From("SCENARIO_CAPTURES", 20);
    public static int Seed => From("SCENARIO_SEED", 1);

    /// <summary>Not for CI: everything, however long it takes.</summary>
    public static bool Long => Kills >= 200;

    private static int From(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
