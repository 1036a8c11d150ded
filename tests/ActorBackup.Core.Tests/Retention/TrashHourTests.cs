using ActorBackup.Core.Retention;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Retention;

public sealed class TrashHourTests
{
    private static readonly TrashPolicy Hourly = new(TimeSpan.FromDays(1), long.MaxValue, 0) { Every = TimeSpan.FromHours(1) };
    private static readonly StoreSpace Full = new(FreeBytes: 0, TotalBytes: 100, LiveBytes: 10, TrashBytes: 90);

    [Theory]
    [InlineData("2026-11-20T12:00:00Z", "2026-11-21T12:00:00Z")]
    [InlineData("2026-11-20T12:00:01Z", "2026-11-21T13:00:00Z")]
    [InlineData("2026-11-20T12:59:59Z", "2026-11-21T13:00:00Z")]
    public void Removals_of_an_hour_come_together_at_its_end(string removedAt, string gone)
    {
        var copy = Trashed(DateTimeOffset.Parse(removedAt, System.Globalization.CultureInfo.InvariantCulture));
        var end = DateTimeOffset.Parse(gone, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(end, Hourly.NextAt([copy]));
        Assert.Empty(Hourly.Plan([(Some.Snapshot().Id, copy)], Full, end.AddTicks(-1)));
        Assert.Equal("trash.keep", Assert.Single(Hourly.Plan([(Some.Snapshot().Id, copy)], Full, end)).Rule);
    }

    private static StoredCopy Trashed(DateTimeOffset at) => Some.Copy(Some.Snapshot().Id) with { State = CopyState.Trash, RemovedAt = at };
}
