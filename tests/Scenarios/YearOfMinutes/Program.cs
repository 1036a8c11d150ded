using System.Globalization;
using ActorBackup.Scenarios.YearOfMinutes;

// A repository that is captured into every minute for a year of virtual time: is it as fast, as small and as sound at the end as at the beginning?
if (args is not ["file" or "tree" or "disk", ..] || args.Length > 2 || !int.TryParse(args.ElementAtOrDefault(1) ?? "365", NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days < 1)
{
    Console.Error.WriteLine("usage: YearOfMinutes file|tree|disk [DAYS]");
    return 2;
}
var report = new Report(Console.Out);
if (args[0] == "disk") await new DiskDay(report).RunAsync();
else
{
    await using var year = new Year(args[0], days, report);
    await year.RunAsync();
}
return report.Missed == 0 ? 0 : 1;
