using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Triggers;
using ActorBackup.Wire.Events;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace ActorBackup.Actors.Serialization;

/// <summary>Snapshots, triggers and what they are made of, as stored and back.</summary>
internal static class SnapshotMapping
{
    public static readonly EnumCodes<TriggerKind, TriggerKindCode> Kinds = new();
    private static readonly EnumCodes<HealthVerdict, HealthCode> Verdicts = new();
    private static readonly EnumCodes<Suspicion, SuspicionCode> Suspicions = new();
    private static readonly EnumCodes<CopyState, CopyStateCode> CopyStates = new();
    private static readonly EnumCodes<OncePer, OncePerCode> OncePers = new();

    public static long ToTicks(DateTimeOffset time) => time.UtcTicks;

    public static DateTimeOffset ToTime(long utcTicks) => new(utcTicks, TimeSpan.Zero);

    public static TriggerMessage ToMessage(Trigger t)
    {
        var message = new TriggerMessage
        {
            Id = t.Id.Value,
            Kind = Kinds.Of(t.Kind),
            AtTicks = ToTicks(t.At),
            Body = t.Body,
            Pin = t.Pin,
            ExpectShrink = t.ExpectShrink,
            ResetCount = t.ResetCount,
            OncePer = OncePers.OfOptional(t.OncePer),
            Counters = { t.Counters },
        };
        if (t.Label is not null) message.Label = t.Label;
        if (t.Items is { } items) message.Items = items;
        return message;
    }

    public static Trigger ToTrigger(TriggerMessage m) => new(new TriggerId(m.Id), Kinds.Read(m.Kind), ToTime(m.AtTicks), m.Body)
    {
        Label = m.HasLabel ? m.Label : null,
        Pin = m.Pin,
        Items = m.HasItems ? m.Items : null,
        ExpectShrink = m.ExpectShrink,
        ResetCount = m.ResetCount,
        OncePer = OncePers.ReadOptional(m.OncePer),
        Counters = ToCounters(m.Counters),
    };

    public static StampMessage? ToMessage(FileStamp? s) => s is null ? null : new StampMessage
    {
        Device = s.Device,
        Inode = s.Inode,
        Bytes = s.Bytes,
        ModifiedNanos = s.ModifiedNanos,
        ChangedNanos = s.ChangedNanos,
        Mode = s.Mode,
        Owner = s.Owner,
        Group = s.Group,
        Racy = s.Racy,
    };

    public static FileStamp? ToStamp(StampMessage? m) => m is null ? null
        : new FileStamp(m.Device, m.Inode, m.Bytes, m.ModifiedNanos, m.ChangedNanos, m.Mode, m.Owner, m.Group, m.Racy);

    public static CopyMessage ToMessage(StoredCopy c)
    {
        var message = new CopyMessage
        {
            Store = c.Store.Value,
            Handle = c.Handle,
            StoredBytes = c.StoredBytes,
            State = CopyStates.Of(c.State),
            Compressed = c.Compressed,
        };
        if (c.RemovedBy is not null) message.RemovedBy = c.RemovedBy;
        if (c.RemovedAt is { } at) message.RemovedAtTicks = ToTicks(at);
        return message;
    }

    public static StoredCopy ToCopy(CopyMessage m) => new(
        new StoreName(m.Store), m.Handle, m.StoredBytes, CopyStates.Read(m.State), m.Compressed,
        m.HasRemovedBy ? m.RemovedBy : null, m.HasRemovedAtTicks ? ToTime(m.RemovedAtTicks) : null);

    public static SnapshotMessage ToMessage(Snapshot s)
    {
        var message = new SnapshotMessage
        {
            Id = s.Id.Value,
            Sequence = s.Sequence,
            Epoch = s.Epoch,
            TakenAtTicks = ToTicks(s.TakenAt),
            Bytes = s.Bytes,
            Digest = ByteString.CopyFrom(Convert.FromHexString(s.Digest.Hex)),
            Health = ToMessage(s.Health),
            Stamp = ToMessage(s.Stamp),
            Pinned = s.Pinned,
            Incomplete = s.Incomplete,
            Tree = ToMessage(s.Tree),
            Counters = { s.Counters },
            Triggers = { s.Triggers.Select(t => new ServedTriggerMessage { Id = t.Id.Value, Kind = Kinds.Of(t.Kind) }) },
            Copies = { s.Copies.Select(ToMessage) },
        };
        if (s.Items is { } items) message.Items = items;
        if (s.Tier is not null) message.Tier = s.Tier;
        if (s.Label is not null) message.Label = s.Label;
        if (s.ParsedAs is not null) message.ParsedAs = s.ParsedAs;
        return message;
    }

    public static Snapshot ToSnapshot(SnapshotMessage m) => new(
        SnapshotId.Parse(m.Id), m.Sequence, m.Epoch, ToTime(m.TakenAtTicks), [.. m.Triggers.Select(t => new ServedTrigger(new TriggerId(t.Id), Kinds.Read(t.Kind)))],
        m.HasItems ? m.Items : null, m.Bytes, ContentDigest.Of(m.Digest.Span), ToHealth(m.Health), ToStamp(m.Stamp), [.. m.Copies.Select(ToCopy)])
    {
        Tier = m.HasTier ? m.Tier : null,
        Label = m.HasLabel ? m.Label : null,
        Pinned = m.Pinned,
        Incomplete = m.Incomplete,
        Tree = ToTree(m.Tree),
        ParsedAs = m.HasParsedAs ? m.ParsedAs : null,
        Counters = ToCounters(m.Counters),
    };

    private static TreeFiguresMessage? ToMessage(TreeFigures? t) => t is null ? null : new TreeFiguresMessage
    {
        Files = t.Files,
        FilesNew = t.FilesNew,
        FilesChanged = t.FilesChanged,
        FilesRemoved = t.FilesRemoved,
        Unreadable = t.Unreadable,
        UnreadableItems = { t.UnreadableItems },
    };

    private static TreeFigures? ToTree(TreeFiguresMessage? m) =>
        m is null ? null : new TreeFigures(m.Files, m.FilesNew, m.FilesChanged, m.FilesRemoved, m.Unreadable, [.. m.UnreadableItems]);

    private static HealthMessage ToMessage(SnapshotHealth h)
    {
        var message = new HealthMessage { Verdict = Verdicts.Of(h.Verdict), Suspicion = Suspicions.OfOptional(h.Suspicion) };
        if (h.Reason is not null) message.Reason = h.Reason;
        if (h.AcceptedBy is not null) message.AcceptedBy = h.AcceptedBy;
        return message;
    }

    private static SnapshotHealth ToHealth(HealthMessage m) =>
        new(Verdicts.Read(m.Verdict), m.HasReason ? m.Reason : null, m.HasAcceptedBy ? m.AcceptedBy : null) { Suspicion = Suspicions.ReadOptional(m.Suspicion) };

    private static ImmutableSortedDictionary<string, double> ToCounters(MapField<string, double> counters) =>
        counters.Count == 0 ? ImmutableSortedDictionary<string, double>.Empty : counters.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
