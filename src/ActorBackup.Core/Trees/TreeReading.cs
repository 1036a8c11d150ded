using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;

namespace ActorBackup.Core.Trees;

/// <summary>What reading a folder once gave.</summary>
/// <param name="Digest">Of names, attributes and contents: equal for equal folders in one store.</param>
/// <param name="IsSame">The store has the same as the snapshot before, and that is still there.</param>
/// <param name="Bytes">Of all files, as captured.</param>
/// <param name="AddedBytes">What the store had to add.</param>
/// <param name="ReadAt">When reading began.</param>
/// <param name="WasFull">Everything was looked at, not only what was dirty.</param>
/// <param name="PreviousStands">The snapshot before is still in the store.</param>
/// <param name="Missed">Changes that a full scan found and no event had told, the first of them; empty where that is not known.</param>
public sealed record TreeReading(
    ContentDigest Digest, bool IsSame, TreeFigures Figures, long Bytes, long AddedBytes, DateTimeOffset ReadAt, bool WasFull, bool PreviousStands, ImmutableList<string> Missed);
