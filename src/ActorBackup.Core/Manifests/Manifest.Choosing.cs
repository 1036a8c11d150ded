using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Manifests;

/// <summary>Either one snapshot or the sentence that says why not.</summary>
/// <param name="Passed">Newer suspect ones that were stepped over, newest first.</param>
public sealed record Choice(Snapshot? Snapshot, ImmutableList<Snapshot> Passed, Refusal? Refusal)
{
    internal static Choice No(RefusalKind kind, string why) => new(null, [], new Refusal(kind, why));
}

public sealed partial record Manifest
{
    /// <summary>Finds the snapshot that is meant (rules 1): by id or unique prefix, <c>latest</c>, or a time.</summary>
    /// <param name="here">Stores that can be read now; an id is found wherever its content is, <c>latest</c> only here.</param>
    public Choice Choose(SnapshotChoice choice, IReadOnlySet<StoreName> here)
    {
        var usable = Snapshots.FindAll(s =>
            (choice.Tier is null || s.Tier == choice.Tier) && (choice.Store is null || s.CopyIn(choice.Store) is { State: CopyState.Live }));
        if (choice.Id is { } id && id != "latest") return ById(id, usable, choice);

        var reachable = usable.FindAll(s => Readable(s, here) is not null && (choice.At is null || s.TakenAt <= choice.At));
        var newest = reachable.FindLast(s => s.Health.IsHealthy);
        if (newest is null) return Choice.No(RefusalKind.NothingHealthy, WhyNone(choice, usable, reachable));
        var passed = reachable.Skip(reachable.LastIndexOf(newest) + 1).Where(s => s.Health.Verdict == HealthVerdict.Suspect).Reverse();
        return new Choice(newest, [.. passed], null);
    }

    /// <summary>A full id beats a prefix; a prefix must be the start of one id only.</summary>
    private Choice ById(string id, ImmutableList<Snapshot> usable, SnapshotChoice choice)
    {
        if (usable.FindLast(s => s.Id.Value == id) is { } exact) return new Choice(exact, [], null);
        var candidates = id.Length == 0 ? [] : usable.FindAll(s => s.Id.Value.StartsWith(id, StringComparison.Ordinal));
        if (candidates.Count == 1) return new Choice(candidates[0], [], null);
        if (candidates.Count > 1)
            return Choice.No(RefusalKind.Invalid,
                $"'{id}' is the start of {candidates.Count} snapshots of {Source}: {Listed(candidates)}. Write more of the one meant.");
        return Choice.No(RefusalKind.NoSuchSnapshot, $"{Source} has no snapshot '{id}'{Filter(choice)}: 'snapshots {Source} --all' lists what there is.");
    }

    private string WhyNone(SnapshotChoice choice, ImmutableList<Snapshot> usable, ImmutableList<Snapshot> reachable)
    {
        var asked = choice.At is { } at ? $" at or before {at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : "";
        if (usable.IsEmpty) return $"{Source} has no snapshot{Filter(choice)} yet: 'backup {Source}' takes one.";
        if (reachable.FindLast(s => s.Health.Verdict == HealthVerdict.Suspect) is { } suspect)
            return $"{Source} has no healthy snapshot{Filter(choice)}{asked}; the newest suspect one is {suspect.Id} ({suspect.Health.Reason}): "
                + $"name it to use it, or say 'accept {Source} {suspect.Id}'.";
        return usable.Exists(s => s is { State: SnapshotState.Live, Health.IsHealthy: true } && (choice.At is null || s.TakenAt <= choice.At))
            ? $"The healthy snapshots of {Source}{Filter(choice)}{asked} lie in stores that are away: connect them, or see 'status {Source}'."
            : $"{Source} has no healthy snapshot{Filter(choice)}{asked}: 'snapshots {Source} --all' lists what there is.";
    }

    private static string Filter(SnapshotChoice choice) =>
        (choice.Tier is null ? "" : $" of tier '{choice.Tier}'") + (choice.Store is null ? "" : $" in store '{choice.Store}'");

    private static string Listed(ImmutableList<Snapshot> snapshots) =>
        string.Join(", ", snapshots.TakeLast(5).Select(s => s.Id.Value)) + (snapshots.Count > 5 ? ", …" : "");
}
