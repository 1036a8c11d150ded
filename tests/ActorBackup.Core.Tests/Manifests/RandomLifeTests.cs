using ActorBackup.Core.Manifests;
using ActorBackup.Core.Retention;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

/// <summary>Whatever happens in whatever order, with crashes in between, some things hold. A store is played by a set of side-cars.</summary>
public sealed class RandomLifeTests
{
    private readonly Story _story = new(Some.Settings(retention: new RetentionPolicy(KeepLast: 5, Hourly: 0, Daily: 0)));
    private readonly Dictionary<SnapshotId, FoundCopy> _store = [];
    private readonly HashSet<string> _asked = [];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory, MemberData(nameof(Seeds))]
    public void One_trigger_has_one_effect_and_no_good_state_is_lost(int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < 200; step++)
        {
            _story.Now += TimeSpan.FromSeconds(random.Next(0, 90));
            Step(random);
            Holds();
        }

        Settle();
        Holds();
        Assert.All(_asked, id => Assert.True(_story.Manifest.OutcomeOf(new TriggerId(id), _story.Settings)!.IsFinal));
    }

    private void Step(Random random)
    {
        switch (random.Next(8))
        {
            case 0 or 1:
                Ask($"s-{random.Next(200)}");
                break;
            case 2 or 3:
                Capture(random, crash: false);
                break;
            case 4:
                Capture(random, crash: true);
                Restart();
                break;
            case 5:
                _story.Retains();
                break;
            case 6:
                Restart();
                break;
            default:
                _story.Now = Some.Noon.AddHours(random.Next(-24, 24));   // somebody sets the clock
                break;
        }
    }

    private void Ask(string id)
    {
        _asked.Add(id);
        _story.Asks(Some.Trigger(TriggerKind.Signal, id, _story.Now));
    }

    private void Capture(Random random, bool crash)
    {
        if (_story.Manifest.Pending.IsEmpty) return;
        var id = _story.Starts();
        var items = random.Next(3) == 0 ? random.Next(3) : 100 + random.Next(20);
        var verdict = _story.Manifest.Judge(Some.Captured($"{items}", items, items * 100, at: _story.Now), _story.Settings, _story.Now);
        if (verdict is CaptureVerdict.Unchanged unchanged && !crash) _story.Happens(unchanged.Events);
        if (verdict is not CaptureVerdict.Keep keep) return;
        if (random.Next(2) == 0 || !crash)
            _store[id] = new FoundCopy(new SideCar(Some.Source, "", keep.Snapshot), $"{id}.json", _story.Now, keep.Snapshot.Bytes, InTrash: false, Complete: true);
        if (!crash) _story.Happens(Manifest.Taken(keep.Snapshot, [new StoredCopy(Some.Copies, $"{id}.json", keep.Snapshot.Bytes)], _story.Now));
    }

    /// <summary>Recovers from the journal and reconciles with the store, as a node does when it starts.</summary>
    private void Restart()
    {
        var replayed = _story.Journal.Aggregate(Manifest.Empty(Some.Source), (m, e) => m.Apply(e));
        Assert.Equal(_story.Manifest.Snapshots.Select(s => (s.Id, s.State, s.Health)), replayed.Snapshots.Select(s => (s.Id, s.State, s.Health)));
        if (_story.Manifest.Started is not null)
        {
            var found = _story.Manifest.StartedIn(_store.Values);
            _story.Happens(_story.Manifest.Resolve(found is null ? [] : [new VerifiedCopy(Some.Copies, found)], _story.Now));
        }
        var result = _story.Manifest.Reconcile(Some.Copies, _store.Values, new HashSet<SnapshotId>(), TimeSpan.FromDays(1), _story.Now);
        _story.Happens(result.Events);
        foreach (var leftover in result.LeftoversToTrash) _store.Remove(leftover.SideCar!.Snapshot.Id);
        foreach (var snapshot in result.ToTrash) _store[snapshot.Id] = _store[snapshot.Id] with { InTrash = true };
        Assert.Empty(result.Missing);
        Assert.Empty(result.Strangers);
        Assert.DoesNotContain(result.Events, e => e is SnapshotAdopted);
    }

    private void Settle()
    {
        Restart();
        while (!_story.Manifest.Pending.IsEmpty) _story.Captures(Some.Captured("the end", 110, 11_000));
    }

    private void Holds()
    {
        var snapshots = _story.Manifest.Snapshots;
        var effects = snapshots.SelectMany(s => s.Triggers).Select(t => t.Id.Value).ToList();
        Assert.Equal(effects.Distinct(), effects);
        Assert.Equal(snapshots.Select(s => s.Id).Distinct(), snapshots.Select(s => s.Id));
        Assert.Equal(snapshots.Select(s => s.Sequence).Order(), snapshots.Select(s => s.Sequence));
        var healthy = snapshots.FindAll(s => s.Health.IsHealthy);
        Assert.All(healthy.TakeLast(5), s => Assert.Equal(SnapshotState.Live, s.State));
    }
}
