namespace Scenarios;

/// <summary>A folder of its own for one scenario: what is watched, a store, a data folder, a configuration, and every process started there.</summary>
/// <remarks>Removed at the end with everything in it, unless SCENARIO_KEEP is set.</remarks>
public sealed class Sandbox : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _started = [];

    public Sandbox()
    {
        // Short, because the socket's path may have no more than some 100 bytes.
        Root = Directory.CreateTempSubdirectory("ab-").FullName;
        Directory.CreateDirectory(Watched);
    }

    public string Root { get; }
    public string Watched => Path.Combine(Root, "program");
    public string Store => Path.Combine(Root, "store");
    public string Data => Path.Combine(Root, "data");
    public string ConfigFile => Path.Combine(Root, "actorbackup.hocon");
    public string OracleFile => Path.Combine(Root, "oracle.log");
    public string Socket => Path.Combine(Data, "node.sock");

    /// <summary>Absolute path of a watched file.</summary>
    public string File(string name) => Path.Combine(Watched, name);

    /// <summary>Two sources of the scraper, one store folder for both, nothing removed by retention.</summary>
    public Sandbox ConfigureScraper(string more = "") => Configure(
        [("linking-map", global::Scraper.ScraperOptions.LinkingMap), ("cached-products", global::Scraper.ScraperOptions.CachedProducts)], more);

    /// <param name="more">Put into <c>defaults</c>.</param>
    public Sandbox Configure(IEnumerable<(string Source, string File)> sources, string more = "retention { keep-last = 100000 }", string store = "", string name = "{stem}_{trigger}_backup_{time:yyyyMMdd_HHmmss}{ext}")
    {
        var blocks = sources.Select(source => $"    {source.Source} {{ kind = file, path = \"program/{source.File}\", stores = [copies] }}\n");
        System.IO.File.WriteAllText(ConfigFile, $$"""
            actorbackup {
              node { name = "scenario", time-zone = "UTC", data = "data" }
              stores { copies { kind = copies, folder = "{{Store}}", min-free = 0%, name = "{{name}}" {{store}} } }
              defaults { {{(more.Length == 0 ? "retention { keep-last = 100000 }" : more)}} }
              sources {
            {{string.Concat(blocks)}}  }
            }

            """);
        return this;
    }

    /// <summary>Ends with the sandbox.</summary>
    public T Started<T>(T process) where T : IAsyncDisposable
    {
        lock (_started) _started.Add(process);
        return process;
    }

    public ChildProcess StartScraper(params IReadOnlyList<string> options) =>
        Started(ChildProcess.Start(["dotnet", Programs.Scraper, Watched, "--oracle", OracleFile, .. options], Root));

    /// <summary>A command of the command line, with this sandbox's configuration.</summary>
    public Task<CommandResult> RunAsync(params IReadOnlyList<string> arguments) => CommandResult.OfAsync(Root, [.. arguments, "--config", ConfigFile]);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _started.AsEnumerable().Reverse()) await process.DisposeAsync();
        if (Environment.GetEnvironmentVariable("SCENARIO_KEEP") is null) Directory.Delete(Root, recursive: true);
    }
}
