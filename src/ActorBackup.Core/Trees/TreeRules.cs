using System.Collections.Immutable;

namespace ActorBackup.Core.Trees;

/// <summary>What of a folder is not captured.</summary>
/// <param name="Excludes">Patterns with the meaning of <c>.gitignore</c>, relative to the folder.</param>
/// <param name="ExcludeFiles">Names of files that hold such patterns, for the folder they lie in and what is below.</param>
/// <param name="ExcludeCaches">Leave out the content of folders that hold a CACHEDIR.TAG.</param>
/// <param name="LargerThan">Leave out files of more bytes; null: none.</param>
/// <param name="Own">Absolute folders of the node's own stores and data, which never become part of what they keep.</param>
public sealed record TreeRules(
    ImmutableList<string> Excludes, ImmutableList<string> ExcludeFiles, bool ExcludeCaches, long? LargerThan, ImmutableList<string> Own)
{
    public static TreeRules None { get; } = new([], [], false, null, []);

    public bool Equals(TreeRules? other) => other is not null && (ExcludeCaches, LargerThan) == (other.ExcludeCaches, other.LargerThan)
        && Excludes.SequenceEqual(other.Excludes) && ExcludeFiles.SequenceEqual(other.ExcludeFiles) && Own.SequenceEqual(other.Own);

    public override int GetHashCode() => HashCode.Combine(Excludes.Count, ExcludeFiles.Count, ExcludeCaches, LargerThan, Own.Count);
}
