using ActorBackup.Repository.Crypto;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Keys;

/// <summary>The master key and the key file it came out of.</summary>
public sealed record OpenKey(KeyId Id, MasterKey Key);
