using System.Globalization;

namespace Scenarios.Nemesis;

/// <summary>How long and how hard a run is.</summary>
/// <param name="Seed">Repeats the faults and the triggers in their order; not the machine's own timing.</param>
/// <param name="Duration">Of the part with faults.</param>
/// <param name="OnSqlite">Nodes of this machine on one SQLite file: kills and stops only.</param>
/// <param name="Broken">With nodes whose right to a source never ends: the checker must find that.</param>
internal sealed record NemesisOptions(int Seed, int Triggers, TimeSpan Duration, int Sources = 10, int Nodes = 3, bool OnSqlite = false, bool Broken = false)
{
    /// <summary>Within which a cluster must be whole again after the last fault, in seconds. What is promised, unless the machine has more to do.</summary>
    public double WholeAgainWithin { get; init; } = 15;

    public const string Usage = "usage: nemesis [SEED] [--triggers N] [--minutes M] [--sources N] [--sqlite] [--broken]";

    /// <exception cref="FormatException">Not as <see cref="Usage"/> says.</exception>
    public static NemesisOptions Parse(IReadOnlyList<string> arguments, int otherwise)
    {
        var options = new NemesisOptions(otherwise, 1000, TimeSpan.FromMinutes(5));
        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--triggers" => options with { Triggers = Number(++i) },
                "--minutes" => options with { Duration = TimeSpan.FromMinutes(double.Parse(Word(++i), CultureInfo.InvariantCulture)) },
                "--sources" => options with { Sources = Number(++i) },
                "--sqlite" => options with { OnSqlite = true },
                "--broken" => options with { Broken = true },
                var seed => options with { Seed = int.TryParse(seed, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException(Usage) },
            };
        }
        return options;

        string Word(int at) => at < arguments.Count ? arguments[at] : throw new FormatException(Usage);
        int Number(int at) => int.TryParse(Word(at), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new FormatException(Usage);
    }
}
