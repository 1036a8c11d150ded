using ActorBackup.Core.Capturing;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Watching;
using Akka.Actor;

namespace ActorBackup.Actors.Watching;

/// <summary>One watched file as the watcher knows it. Times are the watcher's own clock, which never jumps, unless their name says wall.</summary>
internal sealed class WatchedFile(SourceId source, string path, ChangeSettings change, IActorRef actor, FileStamp? captured)
{
    private FileStamp? _seen = captured;
    private bool _known;
    private bool _noticedByPoll;

    public SourceId Source { get; } = source;
    public string Path { get; } = path;
    public string Folder { get; } = System.IO.Path.GetDirectoryName(path) ?? "/";
    public string Name { get; } = System.IO.Path.GetFileName(path);
    public ChangeSettings Change { get; } = change;
    public IActorRef Actor { get; } = actor;

    /// <summary>When it is stat-ed next, whatever the events say.</summary>
    public DateTimeOffset PollAt { get; set; }

    /// <summary>At the next multiple of its poll, so that all files of one poll share one sweep instead of waking the node one by one.</summary>
    public void PollAgainAfter(DateTimeOffset now)
    {
        var every = Math.Max(Change.Poll.Ticks, 1);
        PollAt = new DateTimeOffset((now.UtcTicks / every + 1) * every, TimeSpan.Zero);
    }

    /// <summary>What happened since it settled last, null if nothing.</summary>
    public Settling? Settling { get; private set; }

    public DateTimeOffset FirstEventWallAt { get; private set; }

    /// <summary>Why it could not be looked at last time, else null.</summary>
    public string? Failure { get; set; }

    /// <summary>Its last stat before it is told as settled is under way.</summary>
    public bool Confirming { get; set; }

    /// <summary>An event; what the events show needs no second reading.</summary>
    public void Happened(FileEventKind kind, DateTimeOffset now, DateTimeOffset wall)
    {
        _noticedByPoll = false;
        Changed(kind, now, wall);
    }

    private void Changed(FileEventKind kind, DateTimeOffset now, DateTimeOffset wall)
    {
        if (Settling is null) FirstEventWallAt = wall;
        var asChange = kind == FileEventKind.Completed ? kind : FileEventKind.Modified;   // a deletion may be half of a replacement: the stat at the end tells
        Settling = Settling.After(Settling, asChange, Change, now);
    }

    /// <summary>Takes in what a regular stat said; another stamp than before is a change that events may not have shown.</summary>
    /// <remarks>While it is settling by events a different stamp is no news: taking it for one would prolong the quiet period.</remarks>
    public void Polled(FileStamp? stamp, bool byEvents, DateTimeOffset now, DateTimeOffset wall)
    {
        var changed = Differs(stamp);
        var readAgain = !changed && _noticedByPoll && _seen is { Racy: true } && stamp is { Racy: false };
        (_seen, _known) = (stamp, true);
        if (readAgain) _noticedByPoll = false;
        if (!changed && !readAgain) return;
        if (Settling is not null && byEvents) return;
        if (changed) _noticedByPoll = true;
        Changed(stamp is null ? FileEventKind.Deleted : FileEventKind.Modified, now, wall);
    }

    /// <summary>It is told as settled, or as gone, by its actor's next message.</summary>
    public void Settled(FileStamp? stamp) => (_seen, _known, Settling, Confirming) = (stamp, true, null, false);

    private bool Differs(FileStamp? stamp) => (_seen, stamp) switch
    {
        (null, null) => false,
        (not null, not null) => !stamp.SameContentAs(_seen) || (!_known && _seen.Racy),
        _ => true,
    };
}
