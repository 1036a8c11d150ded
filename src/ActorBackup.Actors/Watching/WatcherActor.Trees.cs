using System.Collections.Immutable;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Watching;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Watching;

/// <summary>Folders with all below them: each of their folders has a watch; a new one is watched first, then looked through.</summary>
internal sealed partial class WatcherActor
{
    /// <summary>How often everything is looked at although events tell what changed (they miss writes through mappings, and mounts).</summary>
    private static readonly TimeSpan ScanEvery = TimeSpan.FromDays(1);

    /// <summary>How often what is polled is tried to be watched again.</summary>
    private static readonly TimeSpan TryTreesEvery = TimeSpan.FromMinutes(1);

    /// <summary>Looking through a polled folder takes at most this part of the time.</summary>
    private const int RestPerWalk = 20;

    private readonly Dictionary<SourceId, WatchedTree> _trees = [];
    private readonly Dictionary<string, ImmutableList<WatchedTree>> _treeFolders = [];
    private readonly Dictionary<long, Action> _afterMarks = [];
    private long _lastMark;

    private void WatchTree(WatcherProtocol.WatchTree message)
    {
        Forget(message.Source);
        var tree = new WatchedTree(message.Source, message.Root, message.Change, _parts.WalkTree(message.Root, message.Rules), Sender);
        _trees[message.Source] = tree;
        Arm(tree, tree.Root);
    }

    private void ForgetTree(SourceId source)
    {
        if (_trees.Remove(source, out var tree)) Drop(tree, tree.Root);
    }

    private void TakeDirty(WatcherProtocol.TakeDirty message)
    {
        var asker = Sender;
        AfterReached(() =>
        {
            var (paths, because) = _trees.TryGetValue(message.Source, out var tree) ? tree.Take() : (null, "it is not watched");
            asker.Tell(new WatcherProtocol.Dirty(message.Source, message.For, paths, because));
        });
    }

    /// <summary>Goes on once the events of everything that has happened by now are taken in.</summary>
    private void AfterReached(Action then)
    {
        _afterMarks[++_lastMark] = then;
        _watch.Reach(_lastMark);
    }

    private void Reached(long mark)
    {
        if (_afterMarks.Remove(mark, out var then)) then();
    }

    private void TakeInTrees(FileEvent e)
    {
        if (_trees.Count == 0) return;
        foreach (var tree in TreesOf(e.Folder)) TakeIn(tree, e);
    }

    /// <summary>While a folder is looked through, its watches may tell before they are noted here.</summary>
    private IEnumerable<WatchedTree> TreesOf(string folder)
    {
        var noted = _treeFolders.GetValueOrDefault(folder, []);
        return [.. noted, .. _trees.Values.Where(tree => !noted.Contains(tree) && tree.Armings.Exists(arming => IsIn(folder, arming.From)))];
    }

    private void TakeIn(WatchedTree tree, FileEvent e)
    {
        var (now, wall) = (Now, Wall);
        var path = e.Name is null ? e.Folder : Path.Join(e.Folder, e.Name);
        if (e.Kind == FileEventKind.FolderGone)
        {
            Drop(tree, e.Folder);
            if (e.Folder == tree.Root) tree.Lost("its folder was replaced", now, wall);
            else tree.Replaced(e.Folder, now, wall);
            Arm(tree, e.Folder);
        }
        else if (e.IsUnnamed) tree.Replaced(e.Folder, now, wall);
        else if (e.Name is null) tree.Touched(e.Folder, FileEventKind.Completed, now, wall);
        else if (tree.Walk.IsExcluded(path, e.IsFolder)) return;
        else if (!e.IsFolder && tree.Walk.DecidesExclusion(e.Name))
        {
            Drop(tree, e.Folder);
            tree.Replaced(e.Folder, now, wall);
            Arm(tree, e.Folder);
        }
        else if (!e.IsFolder) tree.Touched(path, e.Kind, now, wall);
        else if (e.Kind == FileEventKind.Deleted)
        {
            Drop(tree, path);
            tree.Touched(path, e.Kind, now, wall);
        }
        else if (e.Kind == FileEventKind.Modified && tree.Watched.Contains(path)) tree.Touched(path, FileEventKind.Completed, now, wall);
        else
        {
            Drop(tree, path);
            tree.Replaced(path, now, wall);
            Arm(tree, path);
        }
    }

    private void Arm(WatchedTree tree, string from)
    {
        var arming = new WatchedTree.Arming(from);
        tree.Armings.Add(arming);
        var (watch, walk, stop) = (_watch, tree.Walk, _stop.Token);
        Task.Run(() => Armed.Run(tree, arming, walk, watch, stop), stop).PipeTo(Self, Self);
    }

    private void Digest(Armed armed)
    {
        var (tree, arming) = (armed.Tree, armed.Arming);
        tree.Armings.Remove(arming);
        if (_trees.GetValueOrDefault(tree.Source) != tree)
        {
            foreach (var folder in armed.Folders) _watch.Unwatch(folder);
            return;
        }

        foreach (var folder in armed.Folders)
        {
            if (arming.Dropped.Exists(dropped => IsIn(folder, dropped)) || !tree.Watched.Add(folder)) _watch.Unwatch(folder);
            else _treeFolders[folder] = _treeFolders.GetValueOrDefault(folder, []).Add(tree);
        }

        var (now, wall) = (Now, Wall);
        if (arming.From == tree.Root) RootArmed(tree, armed, now, wall);
        else
        {
            if (armed.Reason is { } reason) Poll(tree, reason);
            if (arming.WasTaken) tree.Replaced(arming.From, now, wall);
        }

        foreach (var dropped in arming.Dropped.Distinct()) Arm(tree, dropped);
        WakeToSettle();
    }

    private void RootArmed(WatchedTree tree, Armed armed, DateTimeOffset now, DateTimeOffset wall)
    {
        if (armed.Arming.Dropped.Contains(tree.Root)) return;   // the next one tells
        if (armed.IsMissing)
        {
            if (!tree.IsMissing) tree.Actor.Tell(new WatcherProtocol.FileGone(tree.Source));
            (tree.IsMissing, tree.LookAt) = (true, now + TryFoldersEvery);
            return;
        }

        var wasWatched = tree.PolledBecause is null && !tree.IsMissing;
        tree.IsMissing = false;
        if (armed.Reason is { } reason)
        {
            Poll(tree, reason);
            return;
        }

        (tree.PolledBecause, tree.LookAt) = (null, now + ScanEvery);
        tree.Actor.Tell(new WatcherProtocol.WatchedBy(tree.Source, "inotify", null));
        // A capture may have begun before all watches were set, and what happened before is not known.
        tree.Lost(tree.UnknownBecause ?? (wasWatched ? "its folders were watched anew" : "it was not watched before"), now, wall);
    }

    /// <summary>Not all of its folders can be watched: then none counts.</summary>
    private void Poll(WatchedTree tree, string reason)
    {
        Drop(tree, tree.Root);
        var isNews = tree.PolledBecause != reason;
        tree.PolledBecause = reason;
        if (_warned.Add(reason.Replace(tree.Root, "", StringComparison.Ordinal))) _log.Warning("{Folder} is polled, not watched: {Reason}", tree.Root, reason);
        if (isNews) tree.Actor.Tell(new WatcherProtocol.WatchedBy(tree.Source, "poll", reason));
        if (tree.UnknownBecause is null || isNews) tree.Lost("it is polled", Now, Wall);
        tree.LookAt = Now;
    }

    private void LookAtTree(WatchedTree tree, DateTimeOffset now)
    {
        tree.LookAt = null;
        if (tree.IsMissing) Arm(tree, tree.Root);
        else if (tree.PolledBecause is null)
        {
            tree.LookAt = now + ScanEvery;
            tree.ScanNow("the daily look at everything", now, Wall);
        }
        else if (!tree.IsPolling)
        {
            tree.IsPolling = true;
            var (walk, time, stop) = (tree.Walk, _parts.Time, _stop.Token);
            Task.Run(() => Fingerprinted.Of(tree, walk, time, stop), stop).PipeTo(Self, Self);
        }
    }

    private void Digest(Fingerprinted found)
    {
        var (tree, now) = (found.Tree, Now);
        tree.IsPolling = false;
        if (_trees.GetValueOrDefault(tree.Source) != tree || tree.PolledBecause is null) return;
        if (found.Value is null)
        {
            if (!tree.IsMissing) tree.Actor.Tell(new WatcherProtocol.FileGone(tree.Source));
            tree.IsMissing = true;
        }
        else if (tree.Fingerprint is not null && tree.Fingerprint != found.Value) tree.Lost("it is polled", now, Wall);
        tree.Fingerprint = found.Value;
        var rest = found.Took * RestPerWalk;
        tree.LookAt = now + (rest > tree.Change.Poll ? rest : tree.Change.Poll);
        if (tree.TryAgainAt <= now)
        {
            tree.TryAgainAt = now + TryTreesEvery;
            Arm(tree, tree.Root);
        }

        WakeToSettle();
    }

    private void SettleTrees(DateTimeOffset now)
    {
        foreach (var tree in _trees.Values.Where(tree => tree.DueAt <= now).ToList())
        {
            if (tree.LookAt <= now) LookAtTree(tree, now);
            if (!tree.IsSettled(now)) continue;
            if (tree.IsMissing) tree.Settled();
            else TellSettled(tree);
        }
    }

    private void SettleTreesNow()
    {
        foreach (var tree in _trees.Values.Where(tree => (tree.IsSettling || tree.PolledBecause is { Length: > 0 }) && !tree.IsMissing)) TellSettled(tree);
    }

    private void TellSettled(WatchedTree tree)
    {
        var first = tree.IsSettling ? tree.FirstEventWallAt : Wall;
        tree.Settled();
        tree.Actor.Tell(new WatcherProtocol.TreeSettled(tree.Source, first));
    }

    /// <summary>Events were lost: new folders among them, so that all watches are set again.</summary>
    private void LookAtEveryTree()
    {
        foreach (var tree in _trees.Values)
        {
            Drop(tree, tree.Root);
            tree.Lost("events were lost", Now, Wall);
            Arm(tree, tree.Root);
        }
    }

    private void Drop(WatchedTree tree, string from)
    {
        foreach (var arming in tree.Armings) if (IsIn(from, arming.From) || IsIn(arming.From, from)) arming.Dropped.Add(from);
        foreach (var folder in from == tree.Root ? [.. tree.Watched] : tree.Watched.Where(folder => IsIn(folder, from)).ToList())
        {
            tree.Watched.Remove(folder);
            var others = _treeFolders[folder].Remove(tree);
            if (others.IsEmpty) _treeFolders.Remove(folder);
            else _treeFolders[folder] = others;
            _watch.Unwatch(folder);
        }
    }

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || folder.EndsWith('/') || path[folder.Length] == '/');

    /// <param name="Folders">Watches were set on these.</param>
    /// <param name="Reason">Why one of them could not be watched, null if all are.</param>
    private sealed record Armed(WatchedTree Tree, WatchedTree.Arming Arming, ImmutableList<string> Folders, string? Reason, bool IsMissing)
    {
        public static Armed Run(WatchedTree tree, WatchedTree.Arming arming, ITreeWalk walk, IFileWatch watch, CancellationToken stop)
        {
            var (folders, reason, any) = (ImmutableList.CreateBuilder<string>(), (string?)null, false);
            walk.Folders(arming.From, folder =>
            {
                any = true;
                if (watch.TryWatch(folder, out var why)) folders.Add(folder);
                else if (walk.CanList(folder)) reason ??= why;
                return reason is null;
            }, stop);
            return new Armed(tree, arming, folders.ToImmutable(), reason, !any);
        }
    }

    private sealed record Fingerprinted(WatchedTree Tree, ulong? Value, TimeSpan Took)
    {
        public static Fingerprinted Of(WatchedTree tree, ITreeWalk walk, TimeProvider time, CancellationToken stop)
        {
            var begun = time.GetTimestamp();
            return new Fingerprinted(tree, walk.Fingerprint(stop), time.GetElapsedTime(begun));
        }
    }
}
