using System.Collections.Immutable;

namespace ActorBackup.Repository.Tagging;

/// <summary>What becomes of a snapshot's tags. Pure.</summary>
public sealed record TagChange
{
    /// <summary>Replaces all of them; null leaves them. An empty list takes all away.</summary>
    public ImmutableArray<string>? Set { get; init; }

    /// <summary>Appended if they are missing.</summary>
    public ImmutableArray<string> Add { get; init; } = [];

    public ImmutableArray<string> Remove { get; init; } = [];

    public ImmutableArray<string> Apply(ImmutableArray<string> tags)
    {
        var result = new List<string>((Set ?? tags).Distinct());
        result.AddRange(Add.Distinct().Except(result).ToArray());
        foreach (var tag in Remove)
        {
            var at = result.IndexOf(tag);
            if (at < 0) continue;
            // The last one moves into the gap: restic leaves this order.
            result[at] = result[^1];
            result.RemoveAt(result.Count - 1);
        }
        return [.. result];
    }
}
