using ActorBackup.Core.Settings;

namespace ActorBackup.Core.Watching;

/// <summary>One file on its way from its first event to "settled: capture it" (rules 3).</summary>
/// <param name="FirstEventAt">What max-wait and RPO count from.</param>
/// <param name="DueAt">When it is settled if nothing more happens.</param>
/// <remarks>Times may be wall or boot time, as long as all are the same.</remarks>
public sealed record Settling(DateTimeOffset FirstEventAt, DateTimeOffset DueAt)
{
    /// <summary>The quiet period once the writer has closed the file or moved it into place.</summary>
    public static readonly TimeSpan AfterCompletion = TimeSpan.FromMilliseconds(50);

    /// <summary>What an event makes of it; null is a file at rest.</summary>
    /// <returns>Null after a deletion, which is not something to capture.</returns>
    public static Settling? After(Settling? before, FileEventKind kind, ChangeSettings settings, DateTimeOffset now)
    {
        if (kind is FileEventKind.Deleted or FileEventKind.FolderGone) return null;
        var first = before?.FirstEventAt ?? now;
        if (first > now) first = now;   // the clock was set back
        var quiet = kind == FileEventKind.Completed && AfterCompletion < settings.Quiet ? AfterCompletion : settings.Quiet;
        var (due, limit) = (now + quiet, first + settings.MaxWait);
        return new Settling(first, due < limit ? due : limit);
    }

    public bool IsSettled(DateTimeOffset now) => now >= DueAt;
}
