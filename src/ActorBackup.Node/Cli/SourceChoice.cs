using ActorBackup.Client;
using ActorBackup.Wire.Json;

namespace ActorBackup.Node.Cli;

/// <summary>Which running sources the user means.</summary>
internal static class SourceChoice
{
    /// <summary>The named ones, a glob's matches instead of the glob; all if none is named.</summary>
    /// <exception cref="CliException">One of the names is of no source (exit 10).</exception>
    public static async Task<IReadOnlyList<SourceNameJson>> SourcesAsync(this IBackupClient client, IReadOnlyList<string> names, CancellationToken stop)
    {
        var all = await client.GetSourcesAsync(null, stop);
        if (names.Count == 0) return all;
        return [.. names.SelectMany(name => Matching(all, name)).Distinct()];
    }

    /// <summary>Exactly one; left out when only one runs.</summary>
    public static async Task<SourceNameJson> SourceAsync(this IBackupClient client, string? name, CancellationToken stop)
    {
        var all = await client.GetSourcesAsync(null, stop);
        var meant = name is null ? [.. all] : Matching(all, name);
        return meant switch
        {
            [var one] => one,
            [] => throw new CliException(ExitCode.NotFound, "no source is configured here: add one to the configuration, or run `actorbackup init PATH`"),
            _ => throw new CliException(ExitCode.Usage, $"which source? Name one of: {Names(meant)}"),
        };
    }

    private static List<SourceNameJson> Matching(IReadOnlyList<SourceNameJson> all, string name)
    {
        var found = all.Where(s => s.Source == name || s.Key == name || s.Source.StartsWith(name + ":", StringComparison.Ordinal)).ToList();
        // SOURCE@NODE is listed only where it is needed; the node knows whether it means something.
        if (found.Count == 0 && name.LastIndexOf('@') is var at and > 0 && Matches(all, name[..at])) return [new SourceNameJson(name, name)];
        return found.Count > 0 ? found : throw new CliException(ExitCode.NotFound, $"there is no source '{name}'. Sources: {Names(all)}");
    }

    private static bool Matches(IReadOnlyList<SourceNameJson> all, string name) => all.Any(s => s.Source == name || s.Key == name || s.Source.StartsWith(name + "@", StringComparison.Ordinal));

    private static string Names(IReadOnlyList<SourceNameJson> sources) => sources.Count switch
    {
        0 => "none",
        <= 12 => string.Join(", ", sources.Select(s => s.Source)),
        _ => string.Join(", ", sources.Take(12).Select(s => s.Source)) + $" and {sources.Count - 12} more; `actorbackup status` lists them",
    };
}
