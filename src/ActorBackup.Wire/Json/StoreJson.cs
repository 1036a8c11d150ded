namespace ActorBackup.Wire.Json;

/// <summary><c>store init --json</c>.</summary>
/// <param name="Location">The repository's folder, absolute.</param>
/// <param name="Identity">Its id, 64 hex digits: it tells it from every other one.</param>
public sealed record StoreMadeJson(string Store, string Location, string Identity, int FormatVersion);

/// <summary>One snapshot of <c>store list --json</c>, whoever made it.</summary>
/// <param name="File">The id that restic knows it by, 64 hex digits.</param>
/// <param name="Source">Null if it was not made by ActorBackup; then <paramref name="Snapshot"/> and <paramref name="State"/> are null too.</param>
/// <param name="State"><c>live</c> or <c>trash</c>.</param>
public sealed record StoredSnapshotJson(
    string File, DateTimeOffset Time, string Host, IReadOnlyList<string> Paths, IReadOnlyList<string> Tags, string? Source, string? Snapshot, string? State);

/// <summary><c>store check --json</c>.</summary>
/// <param name="Sound">No errors; there may be hints.</param>
/// <param name="PacksRead">As a whole, of <paramref name="Packs"/>.</param>
public sealed record StoreCheckJson(
    string Store, bool Sound, long Errors, long Hints, long Snapshots, long Trees, long Packs, long PacksRead, long BytesRead, IReadOnlyList<FindingJson> Findings);

/// <param name="Severity"><c>error</c> or <c>hint</c>.</param>
/// <param name="Next">What to do about it.</param>
public sealed record FindingJson(string Severity, string Kind, string What, string Next, string? File);

/// <summary><c>store prune --json</c>.</summary>
/// <param name="FreedBytes">Of blobs that nothing uses.</param>
/// <param name="RepackedBytes">Of blobs that were moved into new packs.</param>
/// <param name="DryRun">Nothing was done: these are the figures of the plan.</param>
public sealed record StorePruneJson(string Store, int PacksRemoved, int PacksRepacked, long FreedBytes, long RepackedBytes, long UnusedBytesLeft, bool DryRun);

/// <summary><c>store unlock --json</c>.</summary>
public sealed record StoreUnlockJson(string Store, int Deleted, IReadOnlyList<string> Left);

/// <summary><c>store copy --json</c>.</summary>
/// <param name="AlreadyThere">Snapshots whose copies were there before.</param>
public sealed record StoreCopyJson(string From, string To, int Copied, int AlreadyThere, long AddedBytes);
