using System.Diagnostics;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Forgetting;
using ActorBackup.Repository.Pruning;
using ActorBackup.Repository.Sharing;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Endurance;

/// <summary>A node's work on a repository of its own for one source that is captured every minute: captures, retention with a trash, hourly removal of
/// snapshots and merge of the index, daily pruning. In virtual time, one step after the other.</summary>
internal sealed class MinutesOfCaptures : IAsyncDisposable
{
    /// <summary>Years away, so that files on disk, which have real times, are never too young to be believed.</summary>
    public static readonly DateTimeOffset Start = new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int MinutesOfAnHour = 60, MinutesOfADay = 1440;

    private readonly OpenRepository _repository;
    private readonly IMinuteSource _source;
    private readonly VirtualTime _clock;
    private readonly CaptureGroup _group;
    private readonly Upkeep _upkeep;
    private readonly SnapshotKeeping _keeping = new();

    /// <param name="repository">Opened with <paramref name="clock"/> as both its clocks.</param>
    public MinutesOfCaptures(OpenRepository repository, IMinuteSource source, VirtualTime clock)
    {
        (_repository, _source, _clock) = (repository, source, clock);
        _group = new CaptureGroup(repository);
        _upkeep = new Upkeep(repository, PruneOptions.Daily(repository.Options.PackBytes));
    }

    public long CapturedBytes { get; private set; }

    /// <summary>How long each capture took from its begin until it was durable, in milliseconds. To be emptied by who reads it.</summary>
    public List<double> Latencies { get; } = [];

    public IReadOnlyList<StoredSnapshot> Kept => _keeping.Kept;

    /// <param name="atMidnight">Called after the work of each midnight, with the number of the day that ended.</param>
    public async Task RunAsync(long minutes, Func<int, Task> atMidnight, CancellationToken stop)
    {
        for (var minute = 1L; minute <= minutes; minute++)
        {
            _clock.JumpTo(Start.AddMinutes(minute));
            await CaptureAsync(minute, stop);
            if (minute % MinutesOfAnHour == 0) await HourlyAsync(stop);
            if (minute % MinutesOfADay != 0) continue;
            await DailyAsync(stop);
            await atMidnight((int)(minute / MinutesOfADay));
        }
    }

    public async ValueTask DisposeAsync() => await _group.DisposeAsync();

    private async Task CaptureAsync(long minute, CancellationToken stop)
    {
        CapturedBytes += _source.Change(minute);
        var begun = Stopwatch.GetTimestamp();
        var snapshot = await _group.CaptureAsync(async (scope, inner) => Document(await _source.CaptureAsync(scope, inner), minute), stop);
        Latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        _keeping.Add(snapshot!);
    }

    private SnapshotDocument Document(Ids.TreeId tree, long minute) => new(NodeTime.From(_clock.GetUtcNow()), tree, [_source.Path])
    {
        Hostname = "shop-1",
        Username = "root",
        Tags = [$"id={minute:x16}", $"seq={minute}", "source=linking-map", "trigger=change", "tier=frequent", "items=1"],
        ProgramVersion = "actorbackup 0.3.0",
    };

    private async Task HourlyAsync(CancellationToken stop)
    {
        var now = _clock.GetUtcNow();
        _keeping.Decide(now);
        await using var alone = await _group.EnterExclusiveAsync(stop);
        await ForgetRun.RunAsync(_repository, alone.Lock, _keeping.TakeDue(now), stop);
        await _upkeep.MergeIndexAsync(alone.Lock, stop);
    }

    private async Task DailyAsync(CancellationToken stop)
    {
        await _upkeep.PrepareAsync(stop);
        await using var alone = await _group.EnterExclusiveAsync(stop);
        await _upkeep.PruneAsync(alone.Lock, stop);
    }
}
