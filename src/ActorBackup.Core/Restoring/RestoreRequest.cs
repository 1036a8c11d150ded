using ActorBackup.Core.Capturing;
using ActorBackup.Core.Snapshots;

namespace ActorBackup.Core.Restoring;

/// <summary>What to put back, and where.</summary>
/// <param name="Target">Absolute. In place: the source's path; elsewhere: the file, or an existing folder to put it into.</param>
/// <param name="FileName">The name it gets in an existing folder.</param>
/// <param name="Stamp">Gives mode, owner and mtime; null leaves mode and owner of the present target, or gives 0600.</param>
/// <param name="InPlace">The target is the source: a link at its path is followed and the file it points to restored. Elsewhere a link is replaced.</param>
/// <param name="Force">Replaces a read-only target.</param>
public sealed record RestoreRequest(
    string Target, string FileName, ContentDigest Digest, long Bytes, FileStamp? Stamp, bool InPlace, bool Force);
