using System.Collections.Immutable;

namespace ActorBackup.Core.Trees;

/// <summary>What of a stored folder to put back, and where.</summary>
/// <param name="Target">Absolute; the source's folder itself, or one that gets what is chosen. It is made if it is not there.</param>
/// <param name="InPlace">The target is the source's folder: what is chosen comes to where it was.</param>
/// <param name="Choice">Which entries.</param>
/// <param name="Rules">What was never captured is no more to be deleted.</param>
/// <param name="Force">Replaces what is read-only.</param>
/// <param name="DryRun">Only tells what would be done.</param>
public sealed record TreeRestore(string Target, bool InPlace, TreeChoice Choice, TreeRules Rules, bool Force, bool DryRun);

/// <summary>Which entries of a stored folder.</summary>
/// <param name="Path">One file, or a folder with all below it, relative to the source's folder; null: all.</param>
/// <param name="Include">Patterns, of which one must match; empty: all.</param>
/// <param name="Delete">Also removes what is there and not in the snapshot, within what is chosen.</param>
public sealed record TreeChoice(string? Path, ImmutableList<string> Include, bool Delete)
{
    public static TreeChoice All { get; } = new(null, [], Delete: false);

    public bool IsAll => this == All;

    public bool Equals(TreeChoice? other) => other is not null && (Path, Delete) == (other.Path, other.Delete) && Include.SequenceEqual(other.Include);

    public override int GetHashCode() => HashCode.Combine(Path, Include.Count, Delete);
}
