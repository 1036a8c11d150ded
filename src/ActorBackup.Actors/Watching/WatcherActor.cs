using System.Collections.Immutable;
using System.Threading.Channels;
using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Supervision;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Watching;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Watching;

/// <summary>Watches all files of the node through one watch, and tells each source when its file has settled.</summary>
/// <remarks>Child of the node, named <c>watcher</c>. Events come from <see cref="IFileWatch"/>; a stat per file backs them up and stands in
/// where no events come; folders with all below them are in <c>Trees</c>. When a file is settled is <see cref="Settling"/>'s to say; all I/O runs off the actor's thread.</remarks>
internal sealed partial class WatcherActor : ReceiveActor
{
    private static readonly TimeSpan ShortestSweep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSweep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TryFoldersEvery = TimeSpan.FromSeconds(2);

    private readonly NodeParts _parts;
    private readonly IFileWatch _watch;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stop = new();
    private readonly long _started;
    private readonly Alarm _settle;
    private readonly Alarm _sweep;
    private readonly Dictionary<SourceId, WatchedFile> _files = [];
    private readonly Dictionary<SourceId, FolderListener> _listeners = [];
    private readonly WatchedFolders _folders = new();
    private readonly HashSet<string> _warned = [];
    private ImmutableList<IActorRef> _drainers = [];
    private ImmutableList<IActorRef> _answering = [];
    private DateTimeOffset _foldersAt;
    private bool _sweeping;
    private bool _sweepAgain;

    public static Props Props(NodeParts parts) => Akka.Actor.Props.Create(() => new WatcherActor(parts));

    public WatcherActor(NodeParts parts)
    {
        (_parts, _watch, _started) = (parts, parts.OpenWatch(), parts.Time.GetTimestamp());
        (_settle, _sweep) = (new Alarm(Context.System.Scheduler, Self, Tick.Settle), new Alarm(Context.System.Scheduler, Self, Tick.Sweep));

        Receive<WatcherProtocol.WatchFile>(WatchFile);
        Receive<WatcherProtocol.WatchFolders>(WatchFolders);
        Receive<WatcherProtocol.WatchTree>(WatchTree);
        Receive<WatcherProtocol.TakeDirty>(TakeDirty);
        Receive<Armed>(Digest);
        Receive<Fingerprinted>(Digest);
        Receive<WatcherProtocol.Unwatch>(message => Forget(message.Source));
        Receive<Batch>(TakeIn);
        Receive<Tick>(tick => tick == Tick.Settle, _ => SettleWhatIsDue());
        Receive<Tick>(_ => BeginSweep());
        Receive<Swept>(Digest);
        Receive<FileFound>(Confirmed);
        Receive<WatcherProtocol.SettleNow>(_ => SettleNow());
        Receive<Status.Failure>(failure => throw new IOException("The watcher's look at the disk failed.", failure.Cause));
    }

    /// <summary>A clock that no one can set; only differences of it count.</summary>
    private DateTimeOffset Now => DateTimeOffset.UnixEpoch + _parts.Time.GetElapsedTime(_started);

    private DateTimeOffset Wall => _parts.Time.GetUtcNow();

    protected override void PreStart() => ReadEvents();

    protected override void PostStop()
    {
        _stop.Cancel();
        _settle.Cancel();
        _sweep.Cancel();
        _ = _watch.DisposeAsync().AsTask();
    }

    private void WatchFile(WatcherProtocol.WatchFile message)
    {
        Forget(message.Source);
        var file = new WatchedFile(message.Source, message.Path, message.Change, Sender, message.Captured) { PollAt = Now };
        _files[message.Source] = file;
        _folders.Add(file.Folder, file.Name, file.Source);
        if (_folders.IsByEvents(file.Folder)) file.Actor.Tell(new WatcherProtocol.WatchedBy(file.Source, "inotify", null));
        SweepSoon();
    }

    private void WatchFolders(WatcherProtocol.WatchFolders message)
    {
        var told = _listeners.GetValueOrDefault(message.Source)?.ToldAt ?? DateTimeOffset.MinValue;
        Forget(message.Source);
        _listeners[message.Source] = new FolderListener(Sender, message.Every) { ToldAt = told };
        foreach (var folder in message.Folders) _folders.Add(folder, null, message.Source);
        SweepSoon();
    }

    private void Forget(SourceId source)
    {
        ForgetTree(source);
        var known = _files.Remove(source) | _listeners.Remove(source);
        if (!known) return;
        foreach (var folder in _folders.Remove(source)) _watch.Unwatch(folder);
    }

    private void ReadEvents() => Next(_watch.Events, _stop.Token).PipeTo(Self, Self);

    /// <summary>Only when a batch is dealt with is the next one read: the channel holds back a storm, not the mailbox.</summary>
    private static async Task<Batch> Next(ChannelReader<FileEvent> events, CancellationToken stop)
    {
        var batch = ImmutableList.CreateBuilder<FileEvent>();
        if (!await events.WaitToReadAsync(stop)) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        while (batch.Count < 1000 && events.TryRead(out var e)) batch.Add(e);
        return new Batch(batch.ToImmutable());
    }

    private void TakeIn(Batch message)
    {
        foreach (var e in message.Events) TakeIn(e);
        WakeToSettle();
        ReadEvents();
    }

    private void TakeIn(FileEvent e)
    {
        if (e.Kind == FileEventKind.Reached)
        {
            Reached(e.Mark);
            return;
        }

        if (e.Kind == FileEventKind.Overflow)
        {
            _log.Warning("events of file changes were lost; looking at every file instead");
            SweepEverything();
            LookAtEveryTree();
            return;
        }

        TakeInTrees(e);

        if (e.Kind == FileEventKind.FolderGone && _folders.Mark(e.Folder, byEvents: false, $"{e.Folder} is gone or was moved")) Tell(e.Folder);
        foreach (var source in _folders.For(e.Folder, e.Kind == FileEventKind.FolderGone ? null : e.Name))
            if (_files.TryGetValue(source, out var file)) file.Happened(e.Kind == FileEventKind.FolderGone ? FileEventKind.Deleted : e.Kind, Now, Wall);
            else if (_listeners.TryGetValue(source, out var listener)) listener.ChangedAt ??= Now;
        if (e.Kind == FileEventKind.FolderGone) SweepSoon();
    }

    private void SettleWhatIsDue()
    {
        var now = Now;
        foreach (var file in _files.Values.Where(f => !f.Confirming && f.Settling?.DueAt <= now).ToList())
        {
            file.Confirming = true;
            var (capture, source, path) = (_parts.Capture, file.Source, file.Path);
            Task.Run(() => Sweep.Stat(capture, source, path)).PipeTo(Self, Self);
        }

        foreach (var (source, listener) in _listeners.Where(l => l.Value.DueAt <= now).ToList())
        {
            (listener.ChangedAt, listener.ToldAt) = (null, now);
            listener.Actor.Tell(new WatcherProtocol.FoldersChanged(source));
        }

        SettleTrees(now);
        WakeToSettle();
    }

    private void Confirmed(FileFound found)
    {
        if (!_files.TryGetValue(found.Source, out var file) || !file.Confirming) return;
        TellSettled(file, found);
        WakeToSettle();
    }

    private static void TellSettled(WatchedFile file, FileFound found)
    {
        var first = file.FirstEventWallAt;
        file.Settled(found.Stamp);
        file.Actor.Tell(found is { Stamp: null, Failure: null }
            ? new WatcherProtocol.FileGone(file.Source)
            : new WatcherProtocol.FileSettled(file.Source, first));
    }

    private void WakeToSettle()
    {
        var due = _files.Values.Where(f => !f.Confirming).Select(f => f.Settling?.DueAt).Concat(_listeners.Values.Select(l => l.DueAt)).Concat(_trees.Values.Select(t => t.DueAt)).Min();
        if (due is { } at) _settle.Set(at - Now);
    }

    private void SweepSoon()
    {
        if (_sweeping) _sweepAgain = true;
        else _sweep.Set(TimeSpan.Zero);
    }

    private void SweepEverything()
    {
        foreach (var file in _files.Values) file.PollAt = Now;
        foreach (var listener in _listeners.Values) listener.ChangedAt ??= Now;
        SweepSoon();
    }

    private void BeginSweep()
    {
        if (_sweeping) return;
        _sweeping = true;
        var now = Now;
        (_answering, _drainers) = (_drainers, []);
        IReadOnlyList<string> folders = _foldersAt <= now ? _folders.Silent : _folders.Untried;
        if (_foldersAt <= now) _foldersAt = now + TryFoldersEvery;
        var sweep = new Sweep([.. _files.Values.Where(f => f.PollAt <= now).Select(f => (f.Source, f.Path))], folders);
        var (capture, watch) = (_parts.Capture, _watch);
        Task.Run(() => sweep.Run(capture, watch), _stop.Token).PipeTo(Self, Self);
    }

    private void Digest(Swept swept)
    {
        _sweeping = false;
        var now = Now;
        foreach (var folder in swept.Folders) Found(folder);
        foreach (var found in swept.Files)
            if (_files.TryGetValue(found.Source, out var file)) Polled(file, found, now);
        foreach (var drainer in _answering) drainer.Tell(new WatcherProtocol.AllSettled());
        _answering = [];
        if (_sweepAgain) _sweep.Set(TimeSpan.Zero);
        else SweepLater();
        _sweepAgain = false;
        WakeToSettle();
    }

    private void Polled(WatchedFile file, FileFound found, DateTimeOffset now)
    {
        file.PollAgainAfter(now);
        if (found.Failure is { } reason && reason != file.Failure) file.Actor.Tell(new WatcherProtocol.FileUnreadable(file.Source, reason));
        file.Failure = found.Failure;
        if (found.Failure is null) file.Polled(found.Stamp, _folders.IsByEvents(file.Folder), now, Wall);
        if (!_answering.IsEmpty && file.Settling is not null) TellSettled(file, found);
    }

    private void SweepLater()
    {
        var soonest = _files.Values.Select(f => (TimeSpan?)(f.PollAt - Now)).Min() ?? LongestSweep;
        _sweep.Set(soonest < ShortestSweep ? ShortestSweep : soonest > LongestSweep ? LongestSweep : soonest);
    }

    private void Found(FolderFound found)
    {
        if (!_folders.Knows(found.Folder))
        {
            if (found.ByEvents) _watch.Unwatch(found.Folder);
            return;
        }

        if (!_folders.Mark(found.Folder, found.ByEvents, found.Reason)) return;
        if (found.Reason is { } reason && _warned.Add(reason.Replace(found.Folder, "", StringComparison.Ordinal)))
            _log.Warning("{Folder} is polled, not watched: {Reason}", found.Folder, reason);
        foreach (var source in _folders.For(found.Folder, null))
            if (_listeners.TryGetValue(source, out var listener)) listener.ChangedAt ??= Now;
        Tell(found.Folder);
    }

    private void Tell(string folder)
    {
        var reason = _folders.ReasonOf(folder);
        foreach (var source in _folders.For(folder, null))
            if (_files.TryGetValue(source, out var file))
                file.Actor.Tell(new WatcherProtocol.WatchedBy(source, reason is null ? "inotify" : "poll", reason));
    }

    private void SettleNow()
    {
        var asker = Sender;
        AfterReached(() =>
        {
            SettleTreesNow();
            _drainers = _drainers.Add(asker);
            SweepEverything();
        });
    }

    private sealed record Batch(ImmutableList<FileEvent> Events);

    private enum Tick { Settle, Sweep }

    private sealed class FolderListener(IActorRef actor, TimeSpan every)
    {
        public IActorRef Actor { get; } = actor;
        public DateTimeOffset? ChangedAt { get; set; }
        public DateTimeOffset ToldAt { get; set; }
        public DateTimeOffset? DueAt => ChangedAt is null || ToldAt + every < ChangedAt ? ChangedAt : ToldAt + every;
    }
}
