using System.Collections.Immutable;
using System.Globalization;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Triggers;

namespace ActorBackup.Stores.Repositories;

/// <summary>What a repository keeps beside a snapshot, as tags <c>key=value</c> that stock restic shows, filters by and copies along. Extend only.</summary>
/// <remarks>A snapshot's moment and path are the snapshot file's own. Tags of others are kept as they are.</remarks>
internal static class SnapshotTags
{
    private const string Source = "source", Id = "id", Sequence = "seq", Epoch = "epoch", Trigger = "trigger", Served = "served", Tier = "tier", Items = "items", Counter = "counter.",
        Health = "health", Reason = "health.reason", AcceptedBy = "health.accepted-by", Suspected = "health.suspicion", Label = "label", Pin = "pin", Incomplete = "incomplete",
        Bytes = "bytes", Digest = "digest", ParsedAs = "parsed-as", Stat = "stat", Files = "files", Trash = "trash", TrashBy = "trash.by", Revision = "rev";

    private static readonly ImmutableHashSet<string> Known =
    [
        Source, Id, Sequence, Epoch, Trigger, Served, Tier, Items, Health, Reason, AcceptedBy, Suspected, Label, Pin, Incomplete, Bytes, Digest, ParsedAs, Stat, Files, Trash, TrashBy, Revision,
    ];

    /// <param name="copy">Of this repository: whether it is in the trash.</param>
    /// <param name="before">The tags so far: those that are not ours stay.</param>
    /// <param name="revision">Of two files of one snapshot, left by a kill, the one with the higher number counts.</param>
    public static ImmutableArray<string> Write(SideCar sideCar, StoredCopy copy, IEnumerable<string> before, int revision)
    {
        var snapshot = sideCar.Snapshot;
        List<string?> tags =
        [
            Tag(Source, sideCar.Source.Value), Tag(Id, snapshot.Id.Value), Tag(Sequence, Number(snapshot.Sequence)), snapshot.Epoch == 0 ? null : Tag(Epoch, Number(snapshot.Epoch)),
            .. snapshot.Triggers.Select(t => Tag(Trigger, t.Kind.Name())).Distinct(),
            Tag(Tier, snapshot.Tier), Tag(Items, snapshot.Items is { } items ? Number(items) : null),
            .. snapshot.Counters.Select(c => $"{Counter}{TagText.Write(c.Key)}={c.Value.ToString("R", CultureInfo.InvariantCulture)}"),
            Tag(Health, Word(snapshot.Health.Verdict)), Tag(Reason, snapshot.Health.Reason), Tag(AcceptedBy, snapshot.Health.AcceptedBy),
            Tag(Suspected, snapshot.Health.Suspicion is { } suspicion ? Word(suspicion) : null),
            Tag(Label, snapshot.Label), snapshot.Pinned ? Pin : null, snapshot.Incomplete ? Incomplete : null,
            Tag(Bytes, Number(snapshot.Bytes)), snapshot.Digest.IsKnown ? Tag(Digest, snapshot.Digest.Hex) : null, Tag(ParsedAs, snapshot.ParsedAs),
            .. snapshot.Triggers.Select(t => Tag(Served, $"{t.Kind.Name()}:{t.Id.Value}")),
            Tag(Files, snapshot.Tree is { } tree ? string.Join(',', new[] { tree.Files, tree.FilesNew, tree.FilesChanged, tree.FilesRemoved, tree.Unreadable }.Select(Number)) : null),
            snapshot.Stamp is { } stamp ? $"{Stat}={StampText.Write(stamp)}" : null,
            copy.State == CopyState.Trash ? Tag(Trash, Time(copy.RemovedAt ?? DateTimeOffset.UnixEpoch)) : null,
            copy.State == CopyState.Trash ? Tag(TrashBy, copy.RemovedBy) : null,
            revision == 0 ? null : Tag(Revision, Number(revision)),
        ];
        return [.. tags.OfType<string>(), .. before.Where(tag => !IsOurs(tag))];
    }

    /// <summary>Null if it is no snapshot of ours: made by restic, or by hand.</summary>
    /// <param name="takenAt">From the snapshot file, as are the paths.</param>
    /// <exception cref="FormatException">The tags are ours and cannot be read; the message says which.</exception>
    public static SideCar? Read(IEnumerable<string> tags, DateTimeOffset takenAt, string path, StoreName store, string handle)
    {
        var values = tags.Where(IsOurs).Select(Split).ToLookup(t => t.Key, t => t.Value);
        string? One(string key) => values[key].FirstOrDefault();
        if (One(Source) is not { } source || One(Id) is not { } id) return null;
        var bytes = Whole(One(Bytes)) ?? 0;
        var trashedAt = One(Trash) is { } at ? Moment(at) : (DateTimeOffset?)null;
        var snapshot = new Snapshot(
            SnapshotId.Parse(id), Whole(One(Sequence)) ?? 0, Whole(One(Epoch)) ?? 0, takenAt.ToUniversalTime(), [.. values[Served].Select(ServedBy)],
            Whole(One(Items)), bytes, One(Digest) is { } digest ? new ContentDigest(digest) : ContentDigest.Unknown,
            new SnapshotHealth(Word<HealthVerdict>(One(Health) ?? "suspect"), One(Reason), One(AcceptedBy)) { Suspicion = One(Suspected) is { } word ? Word<Suspicion>(word) : null },
            One(Stat) is { } stat ? StampText.Read(stat, bytes) : null,
            [new StoredCopy(store, handle, bytes, trashedAt is null ? CopyState.Live : CopyState.Trash, RemovedBy: One(TrashBy), RemovedAt: trashedAt)])
        {
            Tier = One(Tier),
            Label = One(Label),
            Pinned = values.Contains(Pin),
            Incomplete = values.Contains(Incomplete),
            Tree = One(Files) is { } files ? FiguresOf(files) : null,
            ParsedAs = One(ParsedAs),
            Counters = values.Where(v => v.Key.StartsWith(Counter, StringComparison.Ordinal)).ToImmutableSortedDictionary(v => TagText.Read(v.Key[Counter.Length..]), v => Real(v.First())),
        };
        return new SideCar(Core.Sources.SourceId.Parse(source), path, snapshot.Triggers.IsEmpty ? snapshot with { Triggers = [Untold(id)] } : snapshot);
    }

    /// <summary>0 for tags that were never changed.</summary>
    public static int RevisionOf(IEnumerable<string> tags) =>
        tags.FirstOrDefault(t => t.StartsWith(Revision + "=", StringComparison.Ordinal)) is { } tag && int.TryParse(Split(tag).Value, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    private static bool IsOurs(string tag) => Split(tag).Key is var key && (Known.Contains(key) || key.StartsWith(Counter, StringComparison.Ordinal));

    private static (string Key, string Value) Split(string tag) =>
        tag.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (tag[..at], TagText.Read(tag[(at + 1)..])) : (tag, "");

    private static TreeFigures FiguresOf(string text) => text.Split(',').Select(Whole).ToArray() is [{ } files, { } added, { } changed, { } removed, { } unreadable]
        ? new TreeFigures(files, added, changed, removed, unreadable, []) : throw new FormatException($"'{text}' are no counts of files");

    private static string? Tag(string key, string? value) => value is null ? null : $"{key}={TagText.Write(value)}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long? Whole(string? text) => text is null ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is no whole number");

    private static double Real(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is no number");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw new FormatException($"'{text}' is no time");

    private static ServedTrigger ServedBy(string text) => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var at
        ? new ServedTrigger(new TriggerId(text[(at + 1)..]), TriggerNames.Parse(text[..at])) : throw new FormatException($"'{text}' is no trigger with its id");

    /// <summary>Somebody took the tag away: a snapshot has at least one trigger.</summary>
    private static ServedTrigger Untold(string id) => new(new TriggerId($"untold:{id}"), TriggerKind.Manual);

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T Word<T>(string word) where T : struct, Enum =>
        Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name.ToLowerInvariant()}");
}
