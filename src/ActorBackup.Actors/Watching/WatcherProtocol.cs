using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Settings;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Sources;
using ActorBackup.Core.Trees;

namespace ActorBackup.Actors.Watching;

/// <summary>What may be said to the watcher of the node, and what it tells to those who watch.</summary>
internal static class WatcherProtocol
{
    /// <summary>Tell the sender when this file has settled after a change. Repeating it replaces the former.</summary>
    /// <param name="Path">Absolute.</param>
    /// <param name="Captured">What stat said when the content was last captured, null if it never was; another stamp now is a change.</param>
    public sealed record WatchFile(SourceId Source, string Path, ChangeSettings Change, FileStamp? Captured);

    /// <summary>Tell the sender, at most once per <paramref name="Every"/>, when something in these folders may be new.</summary>
    public sealed record WatchFolders(SourceId Source, ImmutableHashSet<string> Folders, TimeSpan Every);

    /// <summary>Tell the sender when something in this folder or below has settled after a change; at first in any case. Repeating it replaces the former.</summary>
    /// <param name="Root">Absolute.</param>
    public sealed record WatchTree(SourceId Source, string Root, ChangeSettings Change, TreeRules Rules);

    /// <summary>What has changed in the folder by now, settled or not; it counts as taken care of. Answered by <see cref="Dirty"/>.</summary>
    /// <param name="For">Given back.</param>
    public sealed record TakeDirty(SourceId Source, SnapshotId For);

    public sealed record Unwatch(SourceId Source);

    /// <summary>What changed counts as settled now (a clean stop); answered by <see cref="AllSettled"/> after every <see cref="FileSettled"/>.</summary>
    public sealed record SettleNow;

    /// <param name="Paths">Null: not known, everything is to be looked at.</param>
    /// <param name="FullScanBecause">Why everything is to be looked at, also where the paths are known; null: it need not be.</param>
    public sealed record Dirty(SourceId Source, SnapshotId For, DirtyPaths? Paths, string? FullScanBecause);

    /// <summary>The file changed and is quiet, or has been changing for max-wait.</summary>
    /// <param name="FirstEventAt">When the first change was noticed.</param>
    public sealed record FileSettled(SourceId Source, DateTimeOffset FirstEventAt);

    /// <summary>Something in the folder changed and is quiet, or has been changing for max-wait, or it is time to look at all of it.</summary>
    public sealed record TreeSettled(SourceId Source, DateTimeOffset FirstEventAt);

    /// <summary>The file or folder is not there, and nothing came in its place.</summary>
    public sealed record FileGone(SourceId Source);

    /// <summary>Something is there that cannot be looked at; told once per reason.</summary>
    public sealed record FileUnreadable(SourceId Source, string Reason);

    /// <summary>Something in the folders may be new or gone.</summary>
    public sealed record FoldersChanged(SourceId Source);

    /// <param name="By"><c>inotify</c> or <c>poll</c>.</param>
    /// <param name="Reason">Why it is polled, else null.</param>
    public sealed record WatchedBy(SourceId Source, string By, string? Reason);

    public sealed record AllSettled;
}
