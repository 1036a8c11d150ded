using System.Collections.Immutable;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Verdicts;
using Akka.Actor;

namespace ActorBackup.Actors.Sources;

internal sealed partial class SourceActor
{
    private const string NoNode = "no node runs";

    private void GetSnapshots(SourceProtocol.GetSnapshots query) => Sender.Tell(new SourceProtocol.Snapshots(
        _manifest.Source, _context.Settings.Path,
        query.All ? _manifest.Snapshots : _manifest.Snapshots.FindAll(s => s.State == SnapshotState.Live)));

    private SourceStatus Status()
    {
        var (now, settings) = (Now, _context.Settings);
        ImmutableList<StoreStatus> stores = [.. settings.Stores.Select(use => _views[use.Store])
            .Select(view => new StoreStatus(view.Name, view.State, _manifest.MissingIn(view.Name, _context.Settings), view.Reason))];
        var parts = PartsNow(now);
        var progress = Progress.Of(_manifest.Snapshots, settings.ExpectedItems, now);
        var verdicts = VerdictRule.Of(_manifest, new VerdictFacts(settings, stores, parts, [], _watchedBy is { By: "poll" } polled ? polled.Reason : null, _processRuns)
        {
            UnreadBecause = _unreadBecause,
        }, now);
        return new SourceStatus(
            _manifest.Source, settings.Kind, settings.Path, _context.Parts.Node, StateNow, WatchedBy, _manifest.NewestLive, _manifest.NewestHealthy?.TakenAt,
            VerdictRule.Rpo(_manifest, now), progress.Items, null, progress.Previous?.Items, progress.Previous?.TakenAt, progress.PerMinute, progress.Percent,
            progress.MinutesLeft, verdicts, parts, stores, Hint);
    }

    private SourceState StateNow => _restore is not null ? SourceState.Restoring
        : _manifest.Started is not null && _reconciled ? SourceState.Capturing
        : !_reconciled ? SourceState.Waiting
        : !Here.Any() ? SourceState.Away
        : _manifest.Pending.IsEmpty ? SourceState.Idle : SourceState.Waiting;

    private string WatchedBy => !_context.RunsByItself || _context.Settings.Change is null ? "off" : _watchedBy?.By ?? "poll";

    private ImmutableList<PartStatus> PartsNow(DateTimeOffset now)
    {
        var (state, settings) = (_manifest.State, _context.Settings);
        var clocks = _context.RunsByItself ? _manifest.Clocks(settings, _context.Zone, now).NextAt : null;
        var parts = ImmutableList.CreateBuilder<PartStatus>();
        parts.Add(new PartStatus(SnapshotPart, PartState.Active, null, state.LastCapturedAt, _due.At, _manifest.Pending.IsEmpty ? _unreadBecause : _due.Reason));
        var running = _context.RunsByItself ? PartState.Active : PartState.Stopped;
        parts.Add(new PartStatus(
            WatchPart, settings.Change is null ? PartState.Off : running, settings.Change?.Poll, null, null, _context.RunsByItself ? _watchedBy?.Reason : NoNode));
        if (settings.Interval is not null || settings.Cron is not null)
            parts.Add(new PartStatus("clock", running, settings.Interval, state.LastIntervalDue ?? state.LastCronDue, clocks, _context.RunsByItself ? null : NoNode));
        parts.Add(new PartStatus(RetentionPart, running, null, state.LastCleanupAt, _trashDueAt, _context.RunsByItself ? _held : NoNode));
        return parts.ToImmutable();
    }

    private string? Hint => _manifest.State.Held is not null ? $"retain {_manifest.Source} --dry-run"
        : _manifest.NewestLive is { Health.Verdict: HealthVerdict.Suspect } suspect ? $"accept {_manifest.Source} {suspect.Id}" : null;
}
