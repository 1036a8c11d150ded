using System.Text.Json.Serialization;

namespace ActorBackup.Wire.Json;

/// <summary>The one way these records become JSON and back: camel case, nulls written, times in UTC, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTime)], RespectNullableAnnotations = true)]
[JsonSerializable(typeof(IReadOnlyList<SnapshotJson>))]
[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(IReadOnlyList<SourceNameJson>))]
[JsonSerializable(typeof(IReadOnlyList<OutcomeJson>))]
[JsonSerializable(typeof(IReadOnlyList<RetentionJson>))]
[JsonSerializable(typeof(ReloadJson))]
[JsonSerializable(typeof(RestartJson))]
[JsonSerializable(typeof(ProblemJson))]
[JsonSerializable(typeof(SignalRequest))]
[JsonSerializable(typeof(RestoreRequest))]
[JsonSerializable(typeof(RetainRequest))]
[JsonSerializable(typeof(AcceptRequest))]
[JsonSerializable(typeof(SnapshotsRequest))]
[JsonSerializable(typeof(RestartRequest))]
[JsonSerializable(typeof(IReadOnlyList<TreeEntryJson>))]
[JsonSerializable(typeof(IReadOnlyList<TreeChangeJson>))]
[JsonSerializable(typeof(IReadOnlyList<PathStateJson>))]
[JsonSerializable(typeof(ConfigCheckJson))]
[JsonSerializable(typeof(LogLineJson))]
[JsonSerializable(typeof(LocalSourceJson))]
[JsonSerializable(typeof(MembersJson))]
[JsonSerializable(typeof(LeaveRequest))]
[JsonSerializable(typeof(DownRequest))]
[JsonSerializable(typeof(ClusterChangeJson))]
[JsonSerializable(typeof(StoreMadeJson))]
[JsonSerializable(typeof(IReadOnlyList<StoredSnapshotJson>))]
[JsonSerializable(typeof(StoreCheckJson))]
[JsonSerializable(typeof(StorePruneJson))]
[JsonSerializable(typeof(StoreUnlockJson))]
[JsonSerializable(typeof(StoreCopyJson))]
public sealed partial class WireJson : JsonSerializerContext;
