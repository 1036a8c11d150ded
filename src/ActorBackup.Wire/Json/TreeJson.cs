namespace ActorBackup.Wire.Json;

/// <summary>One entry of a stored folder (<c>GET …/snapshots/{id}/files</c>).</summary>
/// <param name="Path">Relative to the source's folder.</param>
/// <param name="Kind"><c>file</c>, <c>folder</c>, <c>link</c> or <c>special</c>.</param>
/// <param name="Mode">Permissions in octal, as <c>0644</c>.</param>
/// <param name="LinkTarget">Of a link, else null.</param>
public sealed record TreeEntryJson(string Path, string Kind, long Bytes, DateTimeOffset ModifiedAt, string Mode, string? LinkTarget);

/// <summary>One difference between two states of a folder (<c>GET …/diff</c>).</summary>
/// <param name="Change"><c>added</c>, <c>removed</c>, <c>changed</c>, or <c>attributes-changed</c> (mode, owner, times).</param>
/// <param name="Kind">As in <see cref="TreeEntryJson"/>, of what is there afterwards, or was.</param>
/// <param name="BytesBefore">Null if it was added.</param>
/// <param name="BytesAfter">Null if it was removed.</param>
public sealed record TreeChangeJson(string Path, string Change, string Kind, long? BytesBefore, long? BytesAfter);

/// <summary>A path as one snapshot has it (<c>GET …/history</c>).</summary>
/// <param name="Change">Against the snapshot before; null if nothing differs.</param>
/// <param name="IsThere">False if the snapshot does not have the path.</param>
/// <param name="FilesChanged">At or below the path, against the snapshot before.</param>
/// <param name="Files">At or below the path.</param>
public sealed record PathStateJson(
    string Snapshot, DateTimeOffset TakenAt, string? Change, bool IsThere, string? Kind, long? Bytes, DateTimeOffset? ModifiedAt, long FilesChanged, long Files);
