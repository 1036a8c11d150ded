using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;

namespace ActorBackup.Repository.Locks;

/// <summary>A lock file and whose it is.</summary>
/// <param name="IsStale">Not refreshed for 30 minutes, or of a process of this machine that is gone. It stands in the way all the same, until it is deleted.</param>
public sealed record StoredLock(LockId Id, LockDocument Document, bool IsStale)
{
    public override string ToString() =>
        $"{(Document.Exclusive ? "exclusive" : "shared")} lock {Id.ToString()[..8]} of {Document.Username}@{Document.Hostname}, process {Document.Pid}, "
        + $"refreshed {Document.Time.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss zzz}";
}
