using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Stores.Copies;

/// <summary>The side-car as it lies on the disk: JSON, extend only. Unknown members are ignored, so that an older program reads a newer place.</summary>
internal sealed record SideCarFile(
    int Format, string Source, string SourcePath, string Id, long Sequence, long Epoch, DateTimeOffset TakenAt, SideCarFile.Served[] Triggers,
    long? Items, long Bytes, string Digest, SideCarFile.Verdict Health, SideCarFile.Stat? Stamp, string? Tier, string? Label, bool Pinned, bool Incomplete,
    string? ParsedAs, SortedDictionary<string, double>? Counters, SideCarFile.Kept Copy)
{
    private const int Current = 1;

    internal sealed record Served(string Id, string Kind);

    internal sealed record Verdict(string Is, string? Reason, string? AcceptedBy, string? Suspicion)
    {
        public SnapshotHealth ToHealth() => new(Value<HealthVerdict>(Is), Reason, AcceptedBy)
        {
            Suspicion = Suspicion is null ? null : Value<Suspicion>(Suspicion),
        };
    }

    internal sealed record Stat(
        ulong Device, ulong Inode, long Bytes, long ModifiedNanos, long ChangedNanos, int Mode, uint Owner, uint Group, bool Racy);

    internal sealed record Kept(
        string Handle, long StoredBytes, string State, bool Compressed, string? RemovedBy, DateTimeOffset? RemovedAt);

    public static byte[] Write(SideCar sideCar, StoredCopy copy)
    {
        var (snapshot, stamp) = (sideCar.Snapshot, sideCar.Snapshot.Stamp);
        var file = new SideCarFile(
            Current, sideCar.Source.Value, sideCar.SourcePath, snapshot.Id.Value, snapshot.Sequence, snapshot.Epoch, snapshot.TakenAt.ToUniversalTime(),
            [.. snapshot.Triggers.Select(t => new Served(t.Id.Value, SourceNames.Word(t.Kind)))],
            snapshot.Items, snapshot.Bytes, snapshot.Digest.Hex,
            new Verdict(Word(snapshot.Health.Verdict), snapshot.Health.Reason, snapshot.Health.AcceptedBy,
                snapshot.Health.Suspicion is { } suspicion ? Word(suspicion) : null),
            stamp is null ? null : new Stat(stamp.Device, stamp.Inode, stamp.Bytes, stamp.ModifiedNanos, stamp.ChangedNanos, stamp.Mode, stamp.Owner, stamp.Group, stamp.Racy),
            snapshot.Tier, snapshot.Label, snapshot.Pinned, snapshot.Incomplete, snapshot.ParsedAs,
            snapshot.Counters.IsEmpty ? null : new(snapshot.Counters),
            new Kept(copy.Handle, copy.StoredBytes, Word(copy.State), copy.Compressed, copy.RemovedBy, copy.RemovedAt));
        return JsonSerializer.SerializeToUtf8Bytes(file, SideCarContext.Default.SideCarFile);
    }

    /// <exception cref="FormatException">Damaged, or of a format made later; the message says which.</exception>
    public static SideCar Read(ReadOnlySpan<byte> json, StoreName store)
    {
        try
        {
            var file = JsonSerializer.Deserialize(json, SideCarContext.Default.SideCarFile) ?? throw new FormatException("it is null");
            return file.Format is 1 ? file.ToSideCar(store) : throw new FormatException($"it has format {file.Format}, this program reads {Current}");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NullReferenceException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private SideCar ToSideCar(StoreName store)
    {
        var copy = new StoredCopy(
            store, Copy.Handle, Copy.StoredBytes, Value<CopyState>(Copy.State), Copy.Compressed, Copy.RemovedBy, Copy.RemovedAt);
        var snapshot = new Snapshot(
            SnapshotId.Parse(Id), Sequence, Epoch, TakenAt, [.. Triggers.Select(t => new ServedTrigger(new TriggerId(t.Id), Value<TriggerKind>(t.Kind)))],
            Items, Bytes, new ContentDigest(Digest), Health.ToHealth(),
            Stamp is { } s ? new FileStamp(s.Device, s.Inode, s.Bytes, s.ModifiedNanos, s.ChangedNanos, s.Mode, s.Owner, s.Group, s.Racy) : null, [copy])
        {
            Tier = Tier,
            Label = Label,
            Pinned = Pinned,
            Incomplete = Incomplete,
            ParsedAs = ParsedAs,
            Counters = Counters?.ToImmutableSortedDictionary() ?? ImmutableSortedDictionary<string, double>.Empty,
        };
        return new SideCar(SourceId.Parse(Source), SourcePath, snapshot);
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T Value<T>(string word) where T : struct, Enum =>
        Enum.TryParse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = false, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(SideCarFile))]
[JsonSerializable(typeof(PlaceIdentity.IdentityFile))]
internal sealed partial class SideCarContext : JsonSerializerContext;
