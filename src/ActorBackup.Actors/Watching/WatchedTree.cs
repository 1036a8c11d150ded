using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Trees;
using ActorBackup.Core.Watching;
using Akka.Actor;

namespace ActorBackup.Actors.Watching;

/// <summary>One watched folder with all below it, as the watcher knows it: what is dirty, and since when. Times are the watcher's own clock unless their name says wall.</summary>
internal sealed class WatchedTree(SourceId source, string root, ChangeSettings change, ITreeWalk walk, IActorRef actor)
{
    /// <summary>More changed paths than this, and everything is looked at: a list of them would cost as much.</summary>
    public const int MostDirty = 10_000;

    private const int MostOpen = 1000;

    private readonly HashSet<string> _entries = [];
    private readonly HashSet<string> _whole = [];
    private readonly HashSet<string> _open = [];
    private Settling? _settling;

    public SourceId Source { get; } = source;
    public string Root { get; } = root;
    public ChangeSettings Change { get; } = change;
    public ITreeWalk Walk { get; } = walk;
    public IActorRef Actor { get; } = actor;

    /// <summary>Folders from which events come.</summary>
    public HashSet<string> Watched { get; } = [];

    /// <summary>Looks for folders to watch that are under way; what was dropped meanwhile is noted in each.</summary>
    public List<Arming> Armings { get; } = [];

    /// <summary>Why what is dirty is not known, null if it is.</summary>
    public string? UnknownBecause { get; private set; } = "the first since the node started";

    /// <summary>Why everything is looked at all the same, null if it need not be.</summary>
    public string? ScanBecause { get; set; }

    /// <summary>Why it is polled, null if it is watched, "" before that is known.</summary>
    public string? PolledBecause { get; set; } = "";

    public bool IsMissing { get; set; }
    public bool IsPolling { get; set; }
    public ulong? Fingerprint { get; set; }

    /// <summary>When it is polled, or tried to be watched again, or a full scan is due; null while that is under way.</summary>
    public DateTimeOffset? LookAt { get; set; }

    /// <summary>Before that no one tries to watch what is polled.</summary>
    public DateTimeOffset TryAgainAt { get; set; }

    public DateTimeOffset FirstEventWallAt { get; private set; }

    /// <summary>When something is to be done if nothing more happens.</summary>
    public DateTimeOffset? DueAt => _settling is null || LookAt < _settling.DueAt ? LookAt : _settling.DueAt;

    public bool IsSettled(DateTimeOffset now) => _settling?.IsSettled(now) == true;

    public bool IsSettling => _settling is not null;

    /// <summary>Something happened to an entry.</summary>
    public void Touched(string path, FileEventKind kind, DateTimeOffset now, DateTimeOffset wall)
    {
        if (kind is FileEventKind.Completed or FileEventKind.Deleted) _open.Remove(path);
        else if (_open.Count < MostOpen) _open.Add(path);
        if (UnknownBecause is null) _entries.Add(path);
        Happened(kind, now, wall);
    }

    /// <summary>A folder is new, or may be another one.</summary>
    public void Replaced(string folder, DateTimeOffset now, DateTimeOffset wall)
    {
        if (UnknownBecause is null) _whole.Add(folder);
        Happened(FileEventKind.Completed, now, wall);
    }

    /// <summary>Anything may have changed.</summary>
    public void Lost(string because, DateTimeOffset now, DateTimeOffset wall)
    {
        UnknownBecause = because;
        Happened(FileEventKind.Modified, now, wall);
    }

    /// <summary>It is time for a full scan.</summary>
    public void ScanNow(string because, DateTimeOffset now, DateTimeOffset wall)
    {
        ScanBecause = because;
        Happened(FileEventKind.Completed, now, wall);
    }

    /// <summary>It is told as settled; what is dirty stays until it is taken.</summary>
    public void Settled()
    {
        _settling = null;
        _open.Clear();
    }

    /// <summary>What a capture that begins now has to look at; from now on it counts as looked at.</summary>
    public (DirtyPaths? Paths, string? FullScanBecause) Take()
    {
        var isWatched = PolledBecause is null && !Armings.Exists(a => a.From == Root);
        var taken = isWatched && UnknownBecause is null ? new DirtyPaths([.. _entries], [.. _whole]) : null;
        var because = UnknownBecause ?? ScanBecause ?? (isWatched ? null : PolledBecause is { Length: > 0 } ? "it is polled" : "it is not watched yet");
        _entries.Clear();
        _whole.Clear();
        foreach (var arming in Armings)
        {
            arming.WasTaken = true;   // what came into a folder before its watch was set may be missed by this capture
            if (taken is not null) taken = taken with { Folders = taken.Folders.Add(arming.From) };
        }

        (UnknownBecause, ScanBecause) = (null, null);
        Settled();
        return (taken, because);
    }

    private void Happened(FileEventKind kind, DateTimeOffset now, DateTimeOffset wall)
    {
        if (_entries.Count + _whole.Count > MostDirty)
        {
            _entries.Clear();
            _whole.Clear();
            UnknownBecause = $"more than {MostDirty} paths changed";
        }

        if (_settling is null) FirstEventWallAt = wall;
        // One file is closed while another is still written: the longer quiet period holds.
        var isDone = kind == FileEventKind.Completed && _open.Count == 0;
        _settling = Settling.After(_settling, isDone ? FileEventKind.Completed : FileEventKind.Modified, Change, now);
    }

    /// <summary>A walk that sets watches on a folder and what is below.</summary>
    internal sealed class Arming(string from)
    {
        public string From { get; } = from;

        /// <summary>Folders that went or were replaced since it began: what the walk set there is of no use.</summary>
        public List<string> Dropped { get; } = [];

        /// <summary>A capture has begun before it ended.</summary>
        public bool WasTaken { get; set; }
    }
}
