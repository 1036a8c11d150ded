using System.Text.Json.Serialization;

namespace ActorBackup.Wire.Json;

/// <summary><c>status --json</c> and <c>GET status</c> (interfaces 2).</summary>
/// <param name="Runtime">Which implementation of Akka.NET's API the node runs on.</param>
public sealed record StatusJson(
    string Node, string Version, string Runtime, DateTimeOffset StartedAt, DateTimeOffset ConfiguredAt, IReadOnlyList<SourceStatusJson> Sources)
{
    /// <summary>The other nodes of the cluster; left out by a node that stands alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OtherNodeJson>? Others { get; init; }
}

/// <param name="State"><c>answers</c>, <c>silent</c> if it did not answer now, or <c>away</c> if it is not in the cluster; then only what it told last is known.</param>
public sealed record OtherNodeJson(string Node, string State, string? Reason);

/// <param name="State"><c>idle</c>, <c>capturing</c>, <c>waiting</c>, <c>restoring</c>, <c>away</c> or <c>failed</c>.</param>
/// <param name="LastSnapshot">The newest live snapshot's id.</param>
/// <param name="Hint">A command that would help now, or null.</param>
public sealed record SourceStatusJson(
    string Source, string Kind, string Path, string Owner, string State, string WatchedBy, string? LastSnapshot, DateTimeOffset? LastSnapshotAt,
    DateTimeOffset? LastHealthyAt, double RpoSeconds, long? Items, long? ItemsAtRisk, long? PreviousItems, DateTimeOffset? PreviousAt,
    double? PerMinute, double? Percent, double? MinutesLeft, IReadOnlyDictionary<string, double> Counters, VerdictsJson Verdict,
    IReadOnlyList<PartJson> Parts, IReadOnlyList<StoreStateJson> Stores, string? Hint);

public sealed record VerdictsJson(VerdictJson System, VerdictJson DataSafety, VerdictJson Processing);

/// <param name="Level"><c>ok</c>, <c>warn</c> or <c>bad</c>.</param>
public sealed record VerdictJson(string Level, string Reason);

/// <param name="State"><c>active</c>, <c>restarting</c>, <c>stopped</c> or <c>off</c>.</param>
/// <param name="Every">Seconds, null where the part has no interval.</param>
public sealed record PartJson(string Part, string State, double? Every, DateTimeOffset? LastRunAt, DateTimeOffset? NextRunAt, string? LastResult);

/// <param name="State"><c>here</c>, <c>away</c>, <c>full</c> or <c>catching-up</c>.</param>
public sealed record StoreStateJson(string Store, string State, int Pending, string? Reason);

/// <param name="Key">What stands for the source in URLs, logs and folders.</param>
public sealed record SourceNameJson(string Source, string Key);
