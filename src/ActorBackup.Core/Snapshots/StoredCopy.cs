using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Snapshots;

public enum CopyState { Live, Trash, Lost, Damaged }

/// <summary>One snapshot in one store.</summary>
/// <param name="Handle">How the store finds it again: for <c>copies</c> the file's name in its place, with '/'.</param>
/// <param name="StoredBytes">What it takes there, after compression.</param>
/// <param name="RemovedBy">The rule and requester of a removal to the trash, else null.</param>
/// <param name="RemovedAt">When it went to the trash, else null.</param>
public sealed record StoredCopy(
    StoreName Store, string Handle, long StoredBytes, CopyState State = CopyState.Live, bool Compressed = false,
    string? RemovedBy = null, DateTimeOffset? RemovedAt = null);
