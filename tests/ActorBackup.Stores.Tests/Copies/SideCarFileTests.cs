using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Stores.Copies;

namespace ActorBackup.Stores.Tests.Copies;

public sealed class SideCarFileTests
{
    public static TheoryData<SnapshotHealth> Verdicts => new()
    {
        SnapshotHealth.Healthy,
        new SnapshotHealth(HealthVerdict.Healthy, "40 items, while the newest healthy one has 100", "accept by uid 1000") { Suspicion = Suspicion.FewerItems },
        new SnapshotHealth(HealthVerdict.Suspect, "torn: it changed while it was read") { Suspicion = Suspicion.Torn },
        new SnapshotHealth(HealthVerdict.Damaged, "its digest differs"),
    };

    [Theory, MemberData(nameof(Verdicts))]
    public void Tells_the_whole_verdict(SnapshotHealth health)
    {
        var (store, copy) = (new StoreName("copies"), new StoredCopy(new StoreName("copies"), "a.json", 3));
        var snapshot = Sample.Snapshot(Sample.Id(), "[1]") with { Health = health };

        var read = SideCarFile.Read(SideCarFile.Write(new SideCar(Core.Sources.SourceId.Parse("docs"), "/srv/a.json", snapshot), copy), store);

        Assert.Equal(health, read.Snapshot.Health);
    }
}
