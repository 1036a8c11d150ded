using System.Collections.Immutable;
using System.Globalization;

namespace ActorBackup.Core.Trees;

/// <summary>What putting a folder back did, or would do.</summary>
/// <param name="Files">Written.</param>
/// <param name="Unchanged">As they should be already.</param>
/// <param name="Problems">What could not be put back as it was: path and cause, the first of them.</param>
/// <param name="ProblemCount">How many there are.</param>
public sealed record TreePutBack(long Files, long Unchanged, long Deleted, ImmutableList<string> Problems, long ProblemCount)
{
    /// <summary>For people; in the conditional for a dry run.</summary>
    public string Text(bool isDryRun) => string.Create(CultureInfo.InvariantCulture, $"{(isDryRun ? "would write" : "wrote")} {Files:N0} file{(Files == 1 ? "" : "s")}, {Unchanged:N0} unchanged")
        + (Deleted == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {(isDryRun ? "would remove" : "removed")} {Deleted:N0}"))
        + (ProblemCount == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {ProblemCount:N0} could not be restored: ") + string.Join("; ", Problems.Take(3)) + (ProblemCount > 3 ? "; …" : ""));
}
