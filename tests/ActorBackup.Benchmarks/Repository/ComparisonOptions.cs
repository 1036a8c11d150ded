using System.Globalization;

namespace ActorBackup.Benchmarks.Repository;

/// <param name="Divisor">Of the data's size and the number of files: 1 is 2 GiB in 20,000 files and 1 GiB in one.</param>
/// <param name="Runs">Of each program and scenario; the median counts.</param>
/// <param name="Only">Names of scenarios; none is all.</param>
internal sealed record ComparisonOptions(ulong Seed, int Divisor, int Runs, string Folder, IReadOnlyList<string> Only)
{
    public bool Wants(string scenario) => Only.Count == 0 || Only.Contains(scenario);

    public static ComparisonOptions Parse(string[] words)
    {
        var options = new ComparisonOptions(1, 1, 3, Path.GetTempPath(), []);
        for (var i = 0; i < words.Length; i++)
        {
            options = words[i] switch
            {
                "--seed" => options with { Seed = ulong.Parse(words[++i], CultureInfo.InvariantCulture) },
                "--divisor" => options with { Divisor = int.Parse(words[++i], CultureInfo.InvariantCulture) },
                "--runs" => options with { Runs = int.Parse(words[++i], CultureInfo.InvariantCulture) },
                "--folder" => options with { Folder = words[++i] },
                var scenario => options with { Only = [.. options.Only, scenario] },
            };
        }
        return options;
    }
}
