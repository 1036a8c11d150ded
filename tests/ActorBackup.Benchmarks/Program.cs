using ActorBackup.Benchmarks;

// Prints the figures that README quotes. Arguments name the groups to measure; none means all.
(string Name, Func<Task<IReadOnlyList<Figure>>> Measure)[] groups =
[
    ("messages", Messages.MeasureAsync),
    ("events", PersistedEvents.MeasureAsync),
    ("latency", SaveToListed.MeasureAsync),
    ("sources", ManySources.MeasureAsync),
];
Console.WriteLine(Machine.Line);
var missed = 0;
foreach (var (name, measure) in groups.Where(group => args.Length == 0 || args.Contains(group.Name)))
{
    foreach (var figure in await measure())
    {
        Console.WriteLine($"{figure.Name,-58} {figure.Value,16}   {figure.Goal}{(figure.Met ? "" : "  MISSED")}");
        if (!figure.Met) missed++;
    }
}
return missed == 0 ? 0 : 1;
