using System.Globalization;

namespace Collector;

/// <summary>How one run behaves.</summary>
/// <param name="File">Where the graph is saved.</param>
/// <param name="Source">The file's name in the nodes' configuration.</param>
/// <param name="Nodes">Akka addresses of cluster nodes, or null.</param>
/// <param name="Http">A node's URL or socket, or null; one of the two is given.</param>
/// <param name="Run">Begins every request's id, so that a run that is repeated asks for the same.</param>
/// <param name="Limit">How long a round waits until its snapshot is durable.</param>
public sealed record CollectorOptions(
    string File, string Source, IReadOnlyList<string>? Nodes, string? Http, string Run, int Rounds, TimeSpan Pause, TimeSpan Limit, int Seed)
{
    public const string Usage = "collector FILE --source NAME (--nodes HOST:PORT,… | --http URL|SOCKET) [--run NAME] [--rounds 10] [--pause-ms 500] [--limit-s 60] [--seed 1]";

    /// <exception cref="FormatException">Something is not an option; the message is the usage.</exception>
    public static CollectorOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count % 2 != 1 || arguments[0].StartsWith('-')) throw new FormatException(Usage);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < arguments.Count; i += 2) given[arguments[i]] = arguments[i + 1];

        string? Text(string name) => given.Remove(name, out var value) ? value : null;
        int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

        var options = new CollectorOptions(
            Path.GetFullPath(arguments[0]), Text("--source") ?? throw new FormatException(Usage), Text("--nodes")?.Split(','), Text("--http"),
            Text("--run") ?? $"run-{Environment.ProcessId}", Number("--rounds", 10), TimeSpan.FromMilliseconds(Number("--pause-ms", 500)),
            TimeSpan.FromSeconds(Number("--limit-s", 60)), Number("--seed", 1));
        if (given.Count > 0) throw new FormatException($"'{given.Keys.First()}' is no option. {Usage}");
        return (options.Nodes is null) != (options.Http is null) ? options : throw new FormatException(Usage);
    }
}
