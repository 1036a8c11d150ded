using ActorBackup.Core.Stores;

namespace ActorBackup.Actors.Stores;

/// <summary>When a store's regular work is due. The first hour after a start is one like any other; a day's work is done in the first hour too,
/// because some nodes never run for a day.</summary>
internal sealed class StoreCalendar(DateTimeOffset startedAt)
{
    /// <summary>How often to ask.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1);

    private DateTimeOffset _hourAt = startedAt;
    private DateTimeOffset? _dayAt;

    /// <summary>Null: nothing. What is told counts as done: after a failure it is due in its next hour.</summary>
    /// <param name="marksOnly">Another node does the rest.</param>
    public StoreWork? Due(DateTimeOffset now, bool marksOnly)
    {
        if (now < _hourAt) _hourAt = now;   // the clock was set back
        if (now - _hourAt < Hour) return marksOnly ? null : StoreWork.Urgent;
        _hourAt = now;
        if (marksOnly) return StoreWork.Marks;
        if (_dayAt is { } last && now - last < Day && now >= last) return StoreWork.Hourly;
        _dayAt = now;
        return StoreWork.Daily;
    }
}
