using System.Text.Json.Serialization;

namespace ActorBackup.Wire.Json;

/// <summary>Body of <c>POST sources/{s}/signal</c>; every field may be missing, an unknown one is an error (also below).</summary>
/// <param name="Id">Makes a repetition harmless for 7 days; made by the node if missing.</param>
/// <param name="Trigger"><c>signal</c> (default), <c>manual</c> or <c>before-change</c>.</param>
/// <param name="OncePer"><c>day</c>, or null.</param>
/// <param name="Wait"><c>accepted</c> (default) or <c>durable</c>.</param>
/// <param name="TimeoutSeconds">How long to wait for durable; then the answer is 202 with what is known. Default 30.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignalRequest(
    string? Id = null, string? Trigger = null, long? Items = null, IReadOnlyDictionary<string, double>? Counters = null, string? Label = null,
    bool Pin = false, string? OncePer = null, bool Saved = false, bool ExpectShrink = false, bool ResetCount = false, string? Wait = null,
    double? TimeoutSeconds = null);

/// <summary>Body of <c>POST sources/{s}/restore</c>.</summary>
/// <param name="Id">Of this request, not of the snapshot.</param>
/// <param name="Snapshot">An id, a unique prefix, or <c>latest</c> (default).</param>
/// <param name="At">The newest healthy one at or before this time.</param>
/// <param name="To">Absolute path instead of the source's own place.</param>
/// <param name="Path">Of a folder: only this file or folder in it, relative to it.</param>
/// <param name="Include">Of a folder: only what one of these patterns matches.</param>
/// <param name="Delete">Of a folder: also removes what is there and not in the snapshot, within what is chosen.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RestoreRequest(
    string? Id = null, string? Snapshot = null, DateTimeOffset? At = null, string? Tier = null, string? Store = null, string? To = null,
    bool DryRun = false, bool Force = false, string? Path = null, IReadOnlyList<string>? Include = null, bool Delete = false);

/// <summary>Body of <c>POST sources/{s}/retain</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RetainRequest(bool DryRun = false, bool Yes = false);

/// <summary>Body of <c>POST sources/{s}/accept</c>; without an id the newest suspect.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AcceptRequest(string? Snapshot = null);

/// <summary>Body of <c>POST sources/{s}/forget|undo|pin|unpin</c>; <paramref name="All"/> and <paramref name="Force"/> count for forget only.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SnapshotsRequest(IReadOnlyList<string>? Snapshots = null, bool All = false, bool Force = false);

/// <summary>Body of <c>POST sources/{s}/restart</c> and <c>POST restart</c>; without a part all of it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RestartRequest(string? Part = null);
