using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Documents;

/// <summary>A lock file (format specification, section 14).</summary>
/// <param name="Time">When it was last refreshed.</param>
public sealed record LockDocument(NodeTime Time, bool Exclusive, string Hostname, string Username, int Pid, uint Uid, uint Gid);
