using System.Text.Json.Serialization;

namespace ActorBackup.Wire.Json;

/// <summary><c>cluster members --json</c> and <c>GET cluster/members</c>: the cluster as one node sees it.</summary>
/// <param name="Node">Which node says so.</param>
/// <param name="Unsure">Why it is not sure, else null.</param>
/// <param name="Sources">The shared ones that any live node has configured, by name.</param>
public sealed record MembersJson(string Node, string? Unsure, IReadOnlyList<MemberJson> Members, IReadOnlyList<PlacementJson> Sources);

/// <param name="State"><c>up</c>, or <c>silent</c> when no heartbeat came for 2 s.</param>
/// <param name="SilentSeconds">Age of the newest heartbeat that was seen.</param>
/// <param name="Runs">How many shared sources it runs.</param>
/// <param name="MayRun">How many it has configured and, where they ask for one, the role for.</param>
public sealed record MemberJson(
    string Node, string Incarnation, string State, IReadOnlyList<string> Roles, string Version, string Runtime, string Akka, string Http, DateTimeOffset StartedAt,
    double SilentSeconds, int Runs, int MayRun);

/// <param name="Owner">The node that runs it, or null.</param>
/// <param name="Epoch">The number of its right; grows with every owner.</param>
/// <param name="Order">Nodes that may run it, first choice first.</param>
/// <param name="Why">Why that node runs it, or why none does.</param>
public sealed record PlacementJson(string Source, string? Owner, long Epoch, IReadOnlyList<string> Order, string Why);

/// <summary>Body of <c>POST cluster/leave</c>.</summary>
/// <param name="Stop">The node's process stops afterwards; else it goes on with its local sources.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LeaveRequest(bool Stop = false);

/// <summary>Body of <c>POST cluster/down</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DownRequest(string? Node = null);

/// <param name="Node">The node that left, or was put out.</param>
public sealed record ClusterChangeJson(string Node);
