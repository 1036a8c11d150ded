using System.Collections.Immutable;
using ActorBackup.Repository.Documents;

namespace ActorBackup.Repository.Forgetting;

/// <summary>Which snapshots are meant: all that match every filter that is given.</summary>
public sealed record SnapshotFilter
{
    /// <summary>Made on one of these.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Made of all of these, exactly as written, perhaps of more.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>Having all tags of one of these lists; the tag "" stands for having none.</summary>
    public ImmutableArray<ImmutableArray<string>> Tags { get; init; } = [];

    public bool IsEmpty => Hosts.IsEmpty && Paths.IsEmpty && Tags.IsEmpty;

    public bool Matches(SnapshotDocument snapshot) =>
        (Hosts.IsEmpty || Hosts.Contains(snapshot.Hostname))
        && Paths.All(path => snapshot.Paths.Contains(path))
        && (Tags.IsEmpty || Tags.Any(list => HasTags(snapshot, list)));

    internal static bool HasTags(SnapshotDocument snapshot, ImmutableArray<string> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Length == 0 && snapshot.Tags.IsEmpty) return true;
            if (!snapshot.Tags.Contains(tag)) return false;
        }
        return true;
    }
}
