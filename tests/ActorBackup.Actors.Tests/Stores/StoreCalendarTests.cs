using ActorBackup.Actors.Stores;
using ActorBackup.Core.Stores;
using ActorBackup.Testing;

namespace ActorBackup.Actors.Tests.Stores;

public sealed class StoreCalendarTests
{
    private readonly StoreCalendar _calendar = new(Some.Noon);

    [Fact]
    public void A_days_work_is_done_in_the_first_hour_and_then_once_a_day()
    {
        var due = Enumerable.Range(1, 26).Select(hour => _calendar.Due(Some.Noon.AddHours(hour), marksOnly: false));

        Assert.Equal([StoreWork.Daily, .. Enumerable.Repeat(StoreWork.Hourly, 23), StoreWork.Daily, StoreWork.Hourly], due.Select(d => d!.Value));
    }

    [Fact]
    public void Within_an_hour_only_what_is_urgent_is_due()
    {
        Assert.Equal(StoreWork.Urgent, _calendar.Due(Some.Noon.AddMinutes(5), marksOnly: false));
        Assert.Null(_calendar.Due(Some.Noon.AddMinutes(10), marksOnly: true));
    }

    [Fact]
    public void A_store_that_others_tend_has_its_own_marks_written_each_hour()
    {
        Assert.Equal(StoreWork.Marks, _calendar.Due(Some.Noon.AddHours(1), marksOnly: true));
        Assert.Equal(StoreWork.Marks, _calendar.Due(Some.Noon.AddHours(2), marksOnly: true));
    }

    [Fact]
    public void A_clock_that_is_set_back_stops_nothing()
    {
        Assert.Equal(StoreWork.Urgent, _calendar.Due(Some.Noon.AddDays(-3), marksOnly: false));
        Assert.Equal(StoreWork.Daily, _calendar.Due(Some.Noon.AddDays(-3).AddHours(1), marksOnly: false));
    }
}
