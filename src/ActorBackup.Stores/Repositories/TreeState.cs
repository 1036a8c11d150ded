using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Trees;
using ActorBackup.Repository.Backups;

namespace ActorBackup.Stores.Repositories;

/// <summary>What one capture of a folder leaves for the next: enough to look only at what is dirty.</summary>
/// <param name="Vault">In which it was captured.</param>
/// <param name="Snapshot">What it came to; the dirty paths of the next capture must count from there.</param>
internal sealed record TreeState(Vault Vault, SnapshotId Snapshot, TreeRules Rules, BackupState State);
