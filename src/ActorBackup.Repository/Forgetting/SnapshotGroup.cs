using ActorBackup.Repository.Documents;

namespace ActorBackup.Repository.Forgetting;

/// <summary>By what snapshots are grouped before a policy is applied to each group by itself.</summary>
[Flags]
public enum GroupBy
{
    /// <summary>All are one group.</summary>
    Nothing = 0,
    Host = 1,
    Paths = 2,
    Tags = 4,
}

/// <summary>What the snapshots of a group have in common; null for what they were not grouped by. Order of paths and tags does not matter.</summary>
/// <param name="Paths">Sorted, joined by NUL: two groups are equal if their texts are.</param>
/// <param name="Tags">Likewise.</param>
public sealed record SnapshotGroup(string? Host, string? Paths, string? Tags)
{
    internal static SnapshotGroup Of(SnapshotDocument snapshot, GroupBy by) => new(
        by.HasFlag(GroupBy.Host) ? snapshot.Hostname : null,
        by.HasFlag(GroupBy.Paths) ? Joined(snapshot.Paths) : null,
        by.HasFlag(GroupBy.Tags) ? Joined(snapshot.Tags) : null);

    /// <summary>As users write it: <c>host,paths</c>, any of host, paths and tags, singular or plural; nothing for one group.</summary>
    /// <exception cref="FormatException">Another word.</exception>
    public static GroupBy Parse(string text)
    {
        var by = GroupBy.Nothing;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            by |= word switch
            {
                "host" or "hosts" => GroupBy.Host,
                "path" or "paths" => GroupBy.Paths,
                "tag" or "tags" => GroupBy.Tags,
                _ => throw new FormatException($"'{word}' is nothing to group snapshots by. Write any of host, paths and tags."),
            };
        }
        return by;
    }

    /// <summary>For people.</summary>
    public override string ToString()
    {
        var parts = new[] { Shown("host", Host), Shown("paths", Paths), Shown("tags", Tags) }.OfType<string>().ToArray();
        return parts.Length == 0 ? "all snapshots" : string.Join(", ", parts);
    }

    private static string? Shown(string what, string? value) => value is null ? null : $"{what} {value.Replace("\0", " ", StringComparison.Ordinal)}".TrimEnd();

    private static string Joined(IEnumerable<string> texts) => string.Join('\0', texts.Order(StringComparer.Ordinal));
}
