using System.Threading.Channels;

namespace ActorBackup.Core.Watching;

public enum FileEventKind
{
    /// <summary>Written to, created, truncated, or its attributes changed; more may come.</summary>
    Modified,

    /// <summary>Closed after writing, or moved onto its name: probably whole.</summary>
    Completed,

    Deleted,

    /// <summary>The watched folder is gone, moved or unmounted; its watch is no more.</summary>
    FolderGone,

    /// <summary>Events were lost: look at everything.</summary>
    Overflow,

    /// <summary>What <see cref="IFileWatch.Reach"/> was asked for: every event of what happened before has been told.</summary>
    Reached,
}

/// <param name="Folder">As given to <see cref="IFileWatch.TryWatch"/>; empty for an overflow.</param>
/// <param name="Name">The entry in that folder, or null if the event is about the folder itself.</param>
public sealed record FileEvent(string Folder, string? Name, FileEventKind Kind)
{
    /// <summary>The entry is a folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>It is about an entry whose name no string can hold; <see cref="Name"/> is null then.</summary>
    public bool IsUnnamed { get; init; }

    /// <summary>Of a <see cref="FileEventKind.Reached"/>: what was asked for.</summary>
    public long Mark { get; init; }
}

/// <summary>Tells what happens in folders, for a whole node. Read-only towards them.</summary>
public interface IFileWatch : IAsyncDisposable
{
    /// <summary>In order per folder; never completes before disposal.</summary>
    ChannelReader<FileEvent> Events { get; }

    /// <summary>Watches one folder, not what lies below. False with the reason if that cannot be (missing, network filesystem, out of watches): then poll.</summary>
    bool TryWatch(string folder, out string? reason);

    void Unwatch(string folder);

    /// <summary>Asks for a <see cref="FileEventKind.Reached"/> behind everything that has happened by now.</summary>
    void Reach(long mark);
}
