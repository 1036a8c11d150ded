using System.Collections.Immutable;

namespace ActorBackup.Core.Trees;

/// <summary>What putting a folder back did, or would do.</summary>
/// <param name="Files">Written.</param>
/// <param name="Unchanged">As they should be already.</param>
/// <param name="Problems">What could not be put back as it was: path and cause, the first of them.</param>
/// <param name="ProblemCount">How many there are.</param>
public sealed record TreePutBack(long Files, long Unchanged, long Deleted, ImmutableList<string> Problems, long ProblemCount);
