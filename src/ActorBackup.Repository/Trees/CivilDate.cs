namespace ActorBackup.Repository.Trees;

/// <summary>A day of the Gregorian calendar, extended to all years: .NET's dates end at the years 1 and 9999, file times do not.</summary>
internal readonly record struct CivilDate(long Year, int Month, int Day)
{
    private const int DaysOfCycle = 146_097;

    /// <summary>From 1 March of the year 0, where the computation is simplest, to 1 January 1970.</summary>
    private const int DaysToEpoch = 719_468;

    /// <param name="days">Since 1970-01-01, may be negative.</param>
    public static CivilDate FromDays(long days)
    {
        days += DaysToEpoch;
        var cycle = FloorDivide(days, DaysOfCycle);
        var inCycle = (int)(days - cycle * DaysOfCycle);
        var yearOfCycle = (inCycle - inCycle / 1460 + inCycle / 36_524 - inCycle / 146_096) / 365;
        var inYear = inCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        var monthFromMarch = (5 * inYear + 2) / 153;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return new CivilDate(cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, inYear - (153 * monthFromMarch + 2) / 5 + 1);
    }

    /// <summary>Days since 1970-01-01. Months and days outside their range are carried as Go does: 31 February is 2 or 3 March.</summary>
    public long ToDays()
    {
        var carried = FloorDivide(Month - 1, 12);
        var month = (int)(Month - 1 - carried * 12) + 1;
        var year = Year + carried - (month <= 2 ? 1 : 0);
        var cycle = FloorDivide(year, 400);
        var yearOfCycle = year - cycle * 400;
        var inYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
        return cycle * DaysOfCycle + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + inYear + Day - 1 - DaysToEpoch;
    }

    public static long FloorDivide(long value, long by) => value / by - (value % by < 0 ? 1 : 0);
}
