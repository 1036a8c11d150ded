using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Capturing;

/// <param name="Path">Absolute.</param>
/// <param name="MaxWait">How long torn attempts are retried after the first; then the last attempt is given as torn.</param>
/// <param name="ReferenceParsedAs">How the newest healthy snapshot parsed, null if there is none (rules 4: JSON lines only if the reference was).</param>
public sealed record CaptureRequest(string Path, ParseMode Parse, TimeSpan Quiet, TimeSpan MaxWait, string? ReferenceParsedAs, bool HasReference);
