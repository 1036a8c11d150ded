using System.Text;

namespace Collector;

/// <summary>What the program works on: things it has found, and which of them belong together.</summary>
internal sealed class Graph(int seed)
{
    // Not for secrets: the same seed has to find the same things.
    private readonly Random _random = new(seed);
    private readonly List<(int From, int To)> _edges = [];

    public int Nodes { get; private set; }

    public int Edges => _edges.Count;

    /// <summary>One round's find.</summary>
    public void Grow()
    {
        for (var found = _random.Next(5, 15); found > 0; found--)
        {
            Nodes++;
            for (var links = _random.Next(0, 3); links > 0; links--) _edges.Add((Nodes, _random.Next(1, Nodes + 1)));
        }
    }

    /// <summary>One node a line, as a JSON array.</summary>
    public byte[] Save()
    {
        var linked = _edges.ToLookup(edge => edge.From, edge => edge.To);
        var lines = Enumerable.Range(1, Nodes).Select(node => $$"""  {"node":{{node}},"links":[{{string.Join(',', linked[node])}}]}""");
        return Encoding.UTF8.GetBytes($"[\n{string.Join(",\n", lines)}\n]\n");
    }
}
