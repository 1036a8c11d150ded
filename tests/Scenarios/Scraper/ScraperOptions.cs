using System.Globalization;

namespace Scraper;

/// <summary>How one run of the scraper behaves. The same seed and options save the same contents in the same ways.</summary>
/// <param name="Folder">Where the files lie.</param>
/// <param name="OracleFile">The append-only log of what was saved.</param>
/// <param name="Files">Paths relative to <paramref name="Folder"/>.</param>
/// <param name="Products">How many products there are in the end.</param>
/// <param name="Step">How many products a round finds.</param>
/// <param name="FileBytes">Roughly, with all products; 0 means as it comes (some 200 bytes a product).</param>
/// <param name="Pause">Between two saves.</param>
/// <param name="HalfPause">How long a half-written file stays half-written.</param>
/// <param name="Saves">Ends after so many saves; 0 means never.</param>
/// <param name="Accidents">Whether files are at times emptied, deleted, or left half-written for <paramref name="HalfPause"/>.</param>
/// <param name="Dies">Ends by killing itself in the middle of a save instead of cleanly.</param>
public sealed record ScraperOptions(
    string Folder, string OracleFile, IReadOnlyList<string> Files, int Products, int Step, long FileBytes, TimeSpan Pause, TimeSpan HalfPause,
    int Saves, SaveMode Mode, bool Accidents, bool Dies, int Seed)
{
    public const string LinkingMap = "Linking map/linking_map.json";
    public const string CachedProducts = "cached_products.json";

    public const string Usage = "scraper FOLDER [--oracle FILE] [--files A,B] [--products 817] [--step 25] [--bytes 0] [--pause-ms 250] [--half-ms 1000] "
        + "[--saves 0] [--mode in-place|overwrite|rename|mixed] [--accidents on|off] [--dies on|off] [--seed 1]";

    /// <exception cref="FormatException">Something is not an option; the message is the usage.</exception>
    public static ScraperOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count % 2 != 1 || arguments[0].StartsWith('-')) throw new FormatException(Usage);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < arguments.Count; i += 2) given[arguments[i]] = arguments[i + 1];

        string Text(string name, string otherwise) => given.Remove(name, out var value) ? value : otherwise;
        int Number(string name, int otherwise) => given.Remove(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

        var folder = Path.GetFullPath(arguments[0]);
        var options = new ScraperOptions(
            folder, Text("--oracle", Path.Combine(folder, "oracle.log")), Text("--files", $"{LinkingMap},{CachedProducts}").Split(','),
            Number("--products", 817), Number("--step", 25), Number("--bytes", 0), TimeSpan.FromMilliseconds(Number("--pause-ms", 250)),
            TimeSpan.FromMilliseconds(Number("--half-ms", 1000)), Number("--saves", 0), ModeOf(Text("--mode", "mixed")),
            Text("--accidents", "on") == "on", Text("--dies", "off") == "on", Number("--seed", 1));
        return given.Count == 0 ? options : throw new FormatException($"'{given.Keys.First()}' is no option. {Usage}");
    }

    private static SaveMode ModeOf(string name) => name switch
    {
        "in-place" => SaveMode.InPlace,
        "overwrite" => SaveMode.Overwrite,
        "rename" => SaveMode.Rename,
        "mixed" => SaveMode.Mixed,
        _ => throw new FormatException($"'{name}' is no mode. {Usage}"),
    };
}
