using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;

namespace ActorBackup.Core.Stores;

/// <summary>What a store keeps beside a copy, enough to rebuild the manifest from stores alone.</summary>
/// <param name="Snapshot">As it was when written or last rewritten (verdict, pin); its <see cref="Snapshot.Copies"/> name this store only.</param>
public sealed record SideCar(SourceId Source, string SourcePath, Snapshot Snapshot);
