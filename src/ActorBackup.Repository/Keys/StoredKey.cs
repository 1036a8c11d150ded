using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Keys;

/// <summary>Who made a password, where and when, as its key file says (not sealed: anybody could have written it).</summary>
public sealed record StoredKey(KeyId Id, string Username, string Hostname, NodeTime Created);
