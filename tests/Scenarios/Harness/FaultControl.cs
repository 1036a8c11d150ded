namespace Scenarios;

/// <summary>The other end of the fault tracer: arms faults while the node runs and tells what happened.</summary>
public sealed class FaultControl(ChildProcess tracer, string eventsFile)
{
    /// <summary>Of the traced node.</summary>
    public int Pid => int.Parse(Told("pid").Single(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Operation × kind of file, in the order in which they first happened.</summary>
    public IReadOnlyList<string> Points => Told("point");

    public IReadOnlyList<string> Fired => Told("fired");

    /// <param name="fault"><c>kill POINT</c>, <c>ERRNO POINT</c> (once) or <c>ERRNO* POINT</c> (until cleared).</param>
    public Task ArmAsync(string fault) => TellAsync($"arm {fault}");

    public Task ClearAsync() => TellAsync("clear");

    /// <summary>Points that were told are told once more when they happen again.</summary>
    public Task TellAgainAsync() => TellAsync("again");

    private async Task TellAsync(string line)
    {
        var heard = Told("heard").Count;
        tracer.Tell(line);
        await Eventually.TrueAsync(() => Told("heard").Count > heard || tracer.HasExited, $"the tracer heard '{line}'", () => tracer.Said);
    }

    private List<string> Told(string kind)
    {
        if (!File.Exists(eventsFile)) return [];
        using var stream = new FileStream(eventsFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var text = new StreamReader(stream).ReadToEnd();
        var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Where(line => line.StartsWith(kind + " ", StringComparison.Ordinal)).Select(line => line[(kind.Length + 1)..])];
    }
}
