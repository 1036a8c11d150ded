using System.Collections.Immutable;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;

namespace ActorBackup.Core.Retention;

/// <param name="Rule">Why it goes for good.</param>
public sealed record TrashLine(SnapshotId Id, StoredCopy Copy, string Rule);

/// <summary>How long what was removed can be undone (rules 6).</summary>
/// <param name="MaxBytes">Null: a tenth of the place's live bytes, at least 1 GiB.</param>
/// <param name="MinFree">Share, 0 to 1, of the filesystem; below it all trash goes.</param>
public sealed record TrashPolicy(TimeSpan Keep, long? MaxBytes, double MinFree)
{
    public const long LeastMaxBytes = 1L << 30;

    /// <summary>Removals wait for the next full period of this length since 1970, so that they come together; null: none waits.</summary>
    public TimeSpan? Every { get; init; }

    /// <param name="trash">One source's trash in one place.</param>
    /// <param name="space">Of the whole place: other sources' trash counts against its limit too.</param>
    /// <returns>Oldest removal first.</returns>
    public ImmutableList<TrashLine> Plan(IEnumerable<(SnapshotId Id, StoredCopy Copy)> trash, StoreSpace space, DateTimeOffset now)
    {
        var oldestFirst = trash.OrderBy(t => t.Copy.RemovedAt ?? DateTimeOffset.MinValue).ToList();
        if (space.FreeBytes < space.TotalBytes * MinFree)
            return [.. oldestFirst.Select(t => new TrashLine(t.Id, t.Copy, "min-free"))];

        var limit = MaxBytes ?? Math.Max(space.LiveBytes / 10, LeastMaxBytes);
        var excess = space.TrashBytes - limit;
        var lines = ImmutableList.CreateBuilder<TrashLine>();
        foreach (var (id, copy) in oldestFirst)
        {
            var rule = EndOf(copy) <= now ? "trash.keep" : excess > 0 ? "trash.max-bytes" : null;
            if (rule is null) continue;
            lines.Add(new TrashLine(id, copy, rule));
            excess -= copy.StoredBytes;
        }
        return lines.ToImmutable();
    }

    /// <summary>When the next copy's time is over, or null if none waits; the limits of bytes are looked at whenever something is removed.</summary>
    public DateTimeOffset? NextAt(IEnumerable<StoredCopy> trash) => trash.Where(c => c.State == CopyState.Trash).Select(EndOf).Min();

    private DateTimeOffset? EndOf(StoredCopy copy)
    {
        if (copy.RemovedAt is not { } removedAt) return null;
        var end = removedAt.UtcTicks + Keep.Ticks;
        return new DateTimeOffset(Every is { } every ? (end + every.Ticks - 1) / every.Ticks * every.Ticks : end, TimeSpan.Zero);
    }
}
