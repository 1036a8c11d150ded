using ActorBackup.Benchmarks;
using ActorBackup.Benchmarks.Cluster;
using ActorBackup.Benchmarks.Repository;

if (args is ["repository-worker", ..]) return await RepositoryWorker.RunAsync(args[1..]);
// Prints the figures that README quotes. Arguments name the groups to measure; none means all of one node, "cluster" all of a cluster,
// "repository" (with options of its own after it) the comparison with restic.
(string Name, Func<Task<IReadOnlyList<Figure>>> Measure)[] ofCluster =
[
    ("fail-over", FailOver.MeasureAsync),
    ("leave", GracefulLeave.MeasureAsync),
    ("shared", ManySharedSources.MeasureAsync),
    ("signals", Signals.MeasureAsync),
];
(string Name, Func<Task<IReadOnlyList<Figure>>> Measure)[] ofNode =
[
    ("messages", Messages.MeasureAsync),
    ("events", PersistedEvents.MeasureAsync),
    ("latency", SaveToListed.MeasureAsync),
    ("sources", ManySources.MeasureAsync),
];
(string Name, Func<Task<IReadOnlyList<Figure>>> Measure)[] ofRepository = args is ["repository", ..] ? RepositoryGroups(ComparisonOptions.Parse(args[1..])) : [];
Console.WriteLine(Machine.Line);
var missed = 0;
var wanted = ofRepository.Length > 0 ? ofRepository : args.Length == 0 ? ofNode : args.Contains("cluster") ? ofCluster : [.. ofNode.Concat(ofCluster).Where(group => args.Contains(group.Name))];
foreach (var (_, measure) in wanted)
{
    foreach (var figure in await measure())
    {
        Console.WriteLine($"{figure.Name,-58} {figure.Value,16}   {figure.Goal}{(figure.Met ? "" : "  MISSED")}");
        if (!figure.Met) missed++;
    }
}
return missed == 0 ? 0 : 1;

static (string, Func<Task<IReadOnlyList<Figure>>>)[] RepositoryGroups(ComparisonOptions options) =>
[
    ("restic", () => ResticComparison.MeasureAsync(options)),
    .. options.Wants("changed") ? [("changed", () => OneChangedFile.MeasureAsync(options))] : Array.Empty<(string, Func<Task<IReadOnlyList<Figure>>>)>(),
];
