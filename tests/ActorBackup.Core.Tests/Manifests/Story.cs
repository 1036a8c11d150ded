using ActorBackup.Core.Capturing;
using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

/// <summary>Lives a source's life step by step: decides, then applies, as its actor does. Every step takes a second.</summary>
internal sealed class Story(SourceSettings? settings = null, TimeZoneInfo? zone = null)
{
    private int _triggers;

    public SourceSettings Settings { get; set; } = settings ?? Some.Settings();
    public TimeZoneInfo Zone { get; } = zone ?? TimeZoneInfo.Utc;
    public DateTimeOffset Now { get; set; } = Some.Noon;
    public Manifest Manifest { get; private set; } = Manifest.Empty(Some.Source);
    public HashSet<StoreName> Here { get; } = [.. (settings ?? Some.Settings()).Stores.Select(s => s.Store)];
    public List<ISourceEvent> Journal { get; } = [];

    public Story Happens(params IEnumerable<ISourceEvent> events)
    {
        foreach (var e in events)
        {
            Journal.Add(e);
            Manifest = Manifest.Apply(e);
        }
        return this;
    }

    public SourceProtocol.IReply? Does(Decision decision)
    {
        Happens(decision.Events);
        Now += TimeSpan.FromSeconds(1);
        return decision.Reply;
    }

    public SourceProtocol.IReply? Asks(Trigger trigger) => Does(Manifest.Accept(trigger, Settings, Zone, Now));

    public SourceProtocol.IReply? Asks(TriggerKind kind) => Asks(Some.Trigger(kind, $"{kind.Name()}-{++_triggers}", Now));

    public SnapshotId Starts()
    {
        Does(Manifest.Start(epoch: 0, Zone, Now));
        return Manifest.Started!.Id;
    }

    /// <summary>A trigger, unless one waits, and a capture of this content, to its end in every store that is here.</summary>
    public Snapshot Captures(CaptureResult.Captured captured, TriggerKind kind = TriggerKind.Change)
    {
        if (Manifest.Pending.IsEmpty) Asks(kind);
        var id = Starts();
        switch (Manifest.Judge(captured with { ReadAt = Now }, Settings, Now))
        {
            case CaptureVerdict.Unchanged unchanged:
                Happens(unchanged.Events);
                return Manifest.Find(unchanged.Same)!;
            case CaptureVerdict.Keep keep:
                Happens(Manifest.Taken(keep.Snapshot, [.. Settings.Stores.Select(s => s.Store).Where(Here.Contains).Select(s => Some.Copy(id, s, captured.Bytes))], Now));
                return Manifest.Find(id)!;
            default:
                throw new NotSupportedException();
        }
    }

    /// <summary>A healthy content of so many items, about 100 bytes each.</summary>
    public Snapshot Saves(long items, TriggerKind kind = TriggerKind.Change) => Captures(Some.Captured($"{items} items", items, 20 + items * 100), kind);

    public RetentionDecision Retains(string? yes = null)
    {
        var decision = Manifest.Retain(Settings, Here, reconciled: true, Zone, yes, Now);
        Happens(decision.Events);
        return decision;
    }

    public CaptureDue Next(bool reconciled = true, bool storeHere = true) => Manifest.NextCapture(new CaptureConditions(reconciled, storeHere), Settings, Now);

    public Choice Chooses(string? id = null, DateTimeOffset? at = null) => Manifest.Choose(new SnapshotChoice(id, at), Here);
}
