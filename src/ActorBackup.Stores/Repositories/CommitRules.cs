using ActorBackup.Core.Stores;

namespace ActorBackup.Stores.Repositories;

/// <summary>What holds for every commit into one store.</summary>
/// <param name="Zone">Of the times in trees and snapshots; fixed when the store was made.</param>
/// <param name="ProgramVersion">Written into snapshots.</param>
/// <param name="Patience">How long a capture waits for a lock of somebody else; then it counts as failed for this store, and is caught up later.</param>
internal sealed record CommitRules(StoreName Store, TimeZoneInfo Zone, string ProgramVersion, TimeProvider Clock, TimeSpan Patience);
