using System.Collections.Immutable;
using ActorBackup.Actors.Hosting;
using ActorBackup.Actors.Supervision;
using ActorBackup.Actors.Watching;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using Akka.Actor;
using Akka.Event;

namespace ActorBackup.Actors.Sources;

internal sealed partial class SourcesActor
{
    /// <summary>Folders are watched; a walk this often finds what no event told.</summary>
    private static readonly TimeSpan ScanEvery = TimeSpan.FromSeconds(10);

    /// <summary>Events in a folder bring a walk at most this often.</summary>
    private static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(1);

    private readonly Alarm _scan;
    private readonly Dictionary<SourceId, GlobFound> _scanned = [];
    private bool _scanning;
    private bool _scanAgain;

    private IEnumerable<SourceSettings> Globs => _configured?.Settings.Sources.Where(s => s.IsGlob) ?? [];

    private void LookForMatches()
    {
        _scanAgain = _scanning;
        if (_scanning || _configured is null) return;
        if (!Globs.Any())
        {
            AnswerIfReady();
            return;
        }

        _scanning = true;
        var globs = Globs.Select(g => (g.Id, Glob: PathGlob.Parse(g.Path))).ToList();
        var dataFolder = _configured.Settings.DataFolder;
        Task.Run(() => new Scanned(globs.ToImmutableDictionary(g => g.Id, g => GlobSearch.Find(g.Glob, dataFolder))))
            .PipeTo(Self, failure: cause => new Scanned(ImmutableDictionary<SourceId, GlobFound>.Empty) { Failure = cause.GetBaseException().Message });
    }

    private void TakeIn(Scanned scanned)
    {
        _scanning = false;
        if (scanned.Failure is not null) _log.Warning("the folders of globs could not be looked through: {Reason}", scanned.Failure);
        var known = Globs.Select(g => g.Id).ToHashSet();
        foreach (var (glob, found) in scanned.Found.Where(f => known.Contains(f.Key))) WatchFoldersOf(glob, found);
        ImmutableList<MatchFound> events = [.. scanned.Found.Where(f => known.Contains(f.Key))
            .SelectMany(f => f.Value.Matches.Select(path => f.Key.Match(path))).Where(match => !_matches.Knows(match)).Select(match => new MatchFound(match, _parts.Time.GetUtcNow()))];
        var left = events.Count;
        if (left == 0) ScanDone();
        else if (_parts.Mode == NodeMode.ReadOnly)
        {
            foreach (var e in events) _matches.Add(e.Source);
            Arrange();
            ScanDone();
        }
        else
            PersistAll(events, e =>
            {
                _matches.Add(e.Source);
                _log.Info("noticed {SourceId}, a new match", e.Source);
                if (--left > 0) return;
                Arrange();
                ScanDone();
            });
    }

    private void ScanDone()
    {
        AnswerIfReady();
        if (_parts.Mode == NodeMode.Run) _scan.Set(_scanAgain ? ToldEvery : ScanEvery);
    }

    private void WatchFoldersOf(SourceId glob, GlobFound found)
    {
        var before = _scanned.GetValueOrDefault(glob);
        _scanned[glob] = found;
        if (_parts.Mode == NodeMode.Run && (before is null || !before.Folders.SetEquals(found.Folders)))
            _configured!.Watcher.Tell(new WatcherProtocol.WatchFolders(glob, found.Folders, ToldEvery));
    }

    private sealed record Scanned(ImmutableDictionary<SourceId, GlobFound> Found)
    {
        public string? Failure { get; init; }
    }

    private sealed record Scan
    {
        public static Scan Now { get; } = new();
    }
}
