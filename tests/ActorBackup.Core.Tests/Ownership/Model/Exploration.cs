namespace ActorBackup.Core.Tests.Ownership.Model;

/// <summary>Visits every state that can be reached, each once.</summary>
internal sealed class Exploration(ModelRules rules)
{
    /// <summary>Of ticks without a fault until somebody owns the source: taken for dead, come back, settled.</summary>
    public const int LongestWait = 10;

    private readonly ModelMoves _moves = new(rules);
    private readonly Dictionary<string, (string? From, string What)> _ways = new(StringComparer.Ordinal);

    /// <summary>Ticks until somebody owns the source, if nothing more goes wrong.</summary>
    private readonly Dictionary<string, int> _waits = new(StringComparer.Ordinal);

    public int States => _ways.Count;

    /// <summary>The shortest way to something that must not be, a line a step; null if there is none.</summary>
    public string? FirstViolation(bool withLiveness)
    {
        var queue = new Queue<(ModelState State, string Key)>();
        var begin = ModelState.Begin(rules);
        var beginKey = ModelKey.Of(begin, rules);
        _ways[beginKey] = (null, "begin");
        queue.Enqueue((begin, beginKey));
        while (queue.TryDequeue(out var next))
        {
            foreach (var (what, then) in _moves.From(next.State))
            {
                if (then.Violation is { } violation) return $"{Way(next.Key)}\n{what}\n=> {violation}";
                var key = ModelKey.Of(then, rules);
                if (!_ways.TryAdd(key, (next.Key, what))) continue;
                if (withLiveness && !ComesToLife(then, key)) return $"{Way(key)}\n=> nobody owns the source {LongestWait} ticks later, without another fault";
                queue.Enqueue((then, key));
            }
        }

        return null;
    }

    private bool ComesToLife(ModelState state, string key)
    {
        var passed = new Stack<string>();
        var wait = 0;
        while (!state.Owners(rules).Any() && !_waits.TryGetValue(key, out wait))
        {
            if (passed.Count > LongestWait) return false;
            passed.Push(key);
            state = _moves.Quiet(state);
            key = ModelKey.Of(state, rules);
        }

        while (passed.TryPop(out var before)) _waits[before] = ++wait;
        return wait <= LongestWait;
    }

    private string Way(string key)
    {
        var steps = new Stack<string>();
        for (string? at = key; at is not null; at = _ways[at].From) steps.Push(_ways[at].What);
        return string.Join('\n', steps);
    }
}
