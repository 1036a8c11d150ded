using ActorBackup.Core.Manifests;
using ActorBackup.Core.Protocols;
using ActorBackup.Core.Triggers;
using ActorBackup.Testing;

namespace ActorBackup.Core.Tests.Manifests;

public sealed class KnownTriggersTests
{
    private static KnownTrigger Done(string id, DateTimeOffset at) => new(new TriggerId(id), "", at, OutcomeState.Durable);

    private static KnownTriggers Hourly(int count) =>
        Enumerable.Range(0, count).Aggregate(KnownTriggers.Empty, (known, i) => known.Add(Done($"t-{i}", Some.Noon.AddHours(i))));

    [Fact]
    public void Keeps_ten_thousand_however_old() => Assert.Equal(KnownTriggers.KeptCount, Hourly(KnownTriggers.KeptCount + 500).Count);

    [Fact]
    public void Keeps_seven_days_however_many()
    {
        var known = Enumerable.Range(0, 12_000).Aggregate(KnownTriggers.Empty, (k, i) => k.Add(Done($"t-{i}", Some.Noon.AddSeconds(i))));

        Assert.Equal(12_000, known.Count);
    }

    [Fact]
    public void Never_drops_one_that_is_not_done()
    {
        var waiting = new KnownTrigger(new TriggerId("waits"), "", Some.Noon, OutcomeState.Accepted);

        var known = Enumerable.Range(1, 10_500).Aggregate(KnownTriggers.Empty.Add(waiting), (k, i) => k.Add(Done($"t-{i}", Some.Noon.AddHours(i))));

        Assert.NotNull(known.Find(new TriggerId("waits")));
    }

    [Fact]
    public void A_checkpoint_gives_the_same_back()
    {
        var known = Hourly(100);

        var again = KnownTriggers.Of(known.InOrder, known.DroppedUpTo);

        Assert.Equal(known.InOrder, again.InOrder);
    }

    [Fact]
    public void An_unknown_id_from_the_time_of_dropped_ones_is_refused_as_too_old()
    {
        var old = Guid.CreateVersion7(Some.Noon);
        var known = Enumerable.Range(1, KnownTriggers.KeptCount).Aggregate(
            KnownTriggers.Empty.Add(Done(old.ToString(), Some.Noon)), (k, i) => k.Add(Done($"t-{i}", Some.Noon.AddDays(8))));
        var manifest = new Manifest(new ManifestState(Some.Source) { Known = known });

        var older = Accept(manifest, madeAt: Some.Noon.AddMilliseconds(-1));
        var newer = Accept(manifest, madeAt: Some.Noon.AddMilliseconds(1));

        Assert.Equal(RefusalKind.TooOld, Assert.IsType<SourceProtocol.Refused>(older).Why.Kind);
        Assert.IsType<SourceProtocol.Done>(newer);
    }

    [Fact]
    public void Before_anything_was_dropped_no_id_is_too_old() =>
        Assert.IsType<SourceProtocol.Done>(Accept(Manifest.Empty(Some.Source), madeAt: Some.Noon.AddYears(-1)));

    private static SourceProtocol.IReply? Accept(Manifest manifest, DateTimeOffset madeAt) => manifest.Accept(
        Some.Trigger(TriggerKind.Signal, Guid.CreateVersion7(madeAt).ToString()), Some.Settings(), TimeZoneInfo.Utc, Some.Noon.AddDays(8)).Reply;
}
