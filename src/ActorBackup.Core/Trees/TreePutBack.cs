using System.Collections.Immutable;
using System.Globalization;

namespace ActorBackup.Core.Trees;

/// <summary>What putting a folder back did, or would do.</summary>
/// <param name="Entries">Files, folders, links … that are now as the snapshot has them; of a dry run, that would be made.</param>
/// <param name="BytesWritten">Of files that were not there or differed.</param>
/// <param name="Unchanged">Bytes of files that were there already; of a dry run, entries that are there and would be compared.</param>
/// <param name="Problems">What could not be put back as it was: path and cause, the first of them.</param>
/// <param name="ProblemCount">How many there are.</param>
public sealed record TreePutBack(long Entries, long BytesWritten, long Unchanged, long Deleted, ImmutableList<string> Problems, long ProblemCount)
{
    /// <summary>For people; in the conditional for a dry run.</summary>
    public string Text(bool isDryRun) =>
        (isDryRun
            ? string.Create(CultureInfo.InvariantCulture, $"would make {Entries:N0} of its entries, and compare {Unchanged:N0} that are there")
            : string.Create(CultureInfo.InvariantCulture, $"{Entries:N0} entries, {BytesWritten:N0} bytes written, {Unchanged:N0} bytes found as they should be"))
        + (Deleted == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {(isDryRun ? "remove" : "removed")} {Deleted:N0}"))
        + (ProblemCount == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {ProblemCount:N0} could not be restored: ") + string.Join("; ", Problems.Take(3)) + (ProblemCount > 3 ? "; …" : ""));
}
