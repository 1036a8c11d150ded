using System.Collections.Immutable;

namespace ActorBackup.Core.Trees;

/// <summary>What a snapshot of a folder counts; told with it and kept in the manifest.</summary>
/// <param name="Files">Files, links and special files; folders do not count.</param>
/// <param name="FilesNew">Not in the snapshot before.</param>
/// <param name="FilesChanged">In the snapshot before with another content or other attributes.</param>
/// <param name="FilesRemoved">In the snapshot before, and no more.</param>
/// <param name="Unreadable">How many items could not be read; they are missing from the snapshot.</param>
/// <param name="UnreadableItems">The first of them: path and cause; at most <see cref="MostNamed"/>.</param>
public sealed record TreeFigures(
    long Files, long FilesNew, long FilesChanged, long FilesRemoved, long Unreadable, ImmutableList<string> UnreadableItems)
{
    public const int MostNamed = 20;

    /// <summary>One sentence that names what could not be read; null if everything was.</summary>
    public string? WhatIsMissing => Unreadable == 0 ? null
        : $"{Unreadable} item{(Unreadable == 1 ? "" : "s")} could not be read: {string.Join("; ", UnreadableItems.Take(3))}{(Unreadable > 3 ? "; …" : "")}";

    public bool Equals(TreeFigures? other) => other is not null
        && (Files, FilesNew, FilesChanged, FilesRemoved, Unreadable) == (other.Files, other.FilesNew, other.FilesChanged, other.FilesRemoved, other.Unreadable)
        && UnreadableItems.SequenceEqual(other.UnreadableItems);

    public override int GetHashCode() => HashCode.Combine(Files, FilesNew, FilesChanged, FilesRemoved, Unreadable);
}
