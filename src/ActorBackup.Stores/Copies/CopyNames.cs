using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Stores.Copies;

/// <summary>Finds a free name for a copy in its place.</summary>
internal sealed class CopyNames(Shelf shelf, CopiesPolicy policy, SourceLocation source)
{
    /// <summary>Names that nothing has now, best first; without end.</summary>
    /// <remarks>Where the template may give two snapshots the same name, a name that some side-car claims is not free even if its copy is missing now.</remarks>
    public IEnumerable<string> Free(Snapshot snapshot)
    {
        var claimed = policy.Names.IsUniquePerId ? [] : Claimed(except: snapshot.Id);
        return new SourceNames(policy.Names, source)
            .Wishes(snapshot.Id, snapshot.Triggers.Min(t => t.Kind), snapshot.Tier, snapshot.Label)
            .Where(name => shelf.Root.Stat(name) is null && !claimed.Contains(name));
    }

    /// <summary>A handle from a side-car or a manifest is a plain file name, or it is not used.</summary>
    public static bool IsPlain(string handle) =>
        handle is not ("" or "." or "..") && !handle.AsSpan().ContainsAny('/', '\0') && !handle.StartsWith(OpenPlace.OwnName, StringComparison.Ordinal);

    private HashSet<string> Claimed(SnapshotId except)
    {
        using var sideCars = shelf.TryEnterSideCars();
        return [.. Shelving.SideCars(shelf, sideCars, _ => { }).Where(s => s.Snapshot.Id != except).Select(s => s.Snapshot.Copies[0].Handle)];
    }
}
