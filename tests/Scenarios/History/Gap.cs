using ActorBackup.Core.Manifests;

namespace Scenarios.History;

/// <summary>A while in which nobody ran a source, from the moment its row was set free to the next owner's first event.</summary>
/// <param name="Seconds">On the database's clock.</param>
public sealed record Gap(string Source, double Seconds)
{
    /// <summary>Of one source; one that has not ended is not among them.</summary>
    public static IEnumerable<Gap> All(string source, IEnumerable<JournalRow> rows, IEnumerable<Grant> grants)
    {
        var taken = rows.Where(row => row.Source == source && row.Event is OwnershipTaken).OrderBy(row => row.Sequence).Select(row => row.WrittenAt).ToArray();
        foreach (var free in grants.Where(grant => grant.Source == source && grant.Incarnation is null).Select(grant => grant.WrittenAt))
            if (taken.FirstOrDefault(at => at >= free) is > 0 and var next) yield return new Gap(source, next - free);
    }
}
