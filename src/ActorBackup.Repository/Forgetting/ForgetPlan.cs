using System.Collections.Immutable;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Forgetting;

/// <summary>Which snapshots are meant and by which policy it is decided about them.</summary>
public sealed record ForgetRequest(ForgetPolicy Policy)
{
    public SnapshotFilter Filter { get; init; } = new();

    public GroupBy GroupBy { get; init; } = GroupBy.Host | GroupBy.Paths;

    /// <summary>A group may lose its last snapshot. Only together with a filter.</summary>
    public bool AllowRemovingAll { get; init; }
}

/// <summary>What a policy says about snapshots, group by group, and why. Pure: no clock, no repository.</summary>
public sealed record ForgetPlan(ImmutableArray<ForgetGroup> Groups)
{
    public IEnumerable<SnapshotFileId> Removed => Groups.SelectMany(static group => group.Remove.Select(static snapshot => snapshot.Id));

    /// <param name="zone">The process's; see <see cref="KeepSpan.Before"/>.</param>
    /// <exception cref="RepositoryException"><see cref="RepositoryFailure.Refused"/>: no policy, or a group would lose all its snapshots.</exception>
    public static ForgetPlan Of(IEnumerable<StoredSnapshot> snapshots, ForgetRequest request, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (request.AllowRemovingAll && request.Filter.IsEmpty)
            throw RepositoryException.Refused("Removing all snapshots needs a filter that says which are meant: a host, a path or a tag. Nothing was removed.");
        if (request.Policy.IsEmpty && !request.AllowRemovingAll)
            throw RepositoryException.Refused("There is no policy that says what to keep, and so nothing was removed. Say how many to keep, for example 7 daily.");

        var groups = snapshots.Where(snapshot => request.Filter.Matches(snapshot.Document))
            .GroupBy(snapshot => SnapshotGroup.Of(snapshot.Document, request.GroupBy))
            .Select(group => Decide(group.Key, [.. group.OrderByDescending(static s => (s.Document.Time.Seconds, s.Document.Time.Nanos))], request.Policy, now, zone))
            .OrderBy(static group => group.Key.Host, StringComparer.Ordinal).ThenBy(static group => group.Key.Paths, StringComparer.Ordinal)
            .ThenBy(static group => group.Key.Tags, StringComparer.Ordinal)
            .ToImmutableArray();
        if (!request.AllowRemovingAll && groups.FirstOrDefault(static group => group.Keep.IsEmpty) is { } emptied)
            throw RepositoryException.Refused($"The policy would remove every snapshot of {emptied.Key}, and so nothing was removed. Keep at least one of each group, or exclude this one by a filter.");
        return new ForgetPlan(groups);
    }

    private static ForgetGroup Decide(SnapshotGroup key, StoredSnapshot[] newestFirst, ForgetPolicy policy, DateTimeOffset now, TimeZoneInfo zone)
    {
        var reasons = policy.Reasons(newestFirst, now, zone);
        return new ForgetGroup(
            key,
            [.. newestFirst.Zip(reasons, static (snapshot, why) => new KeptSnapshot(snapshot, why)).Where(static kept => !kept.Reasons.IsEmpty)],
            [.. newestFirst.Where((_, number) => reasons[number].IsEmpty)]);
    }
}

/// <param name="Keep">Newest first.</param>
/// <param name="Remove">Newest first.</param>
public sealed record ForgetGroup(SnapshotGroup Key, ImmutableArray<KeptSnapshot> Keep, ImmutableArray<StoredSnapshot> Remove);

/// <param name="Reasons">In restic's words, as in <c>daily snapshot</c>, <c>within 7d</c>; at least one.</param>
public sealed record KeptSnapshot(StoredSnapshot Snapshot, ImmutableArray<string> Reasons);
