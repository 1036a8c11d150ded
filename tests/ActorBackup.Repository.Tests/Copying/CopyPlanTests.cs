using ActorBackup.Repository.Copying;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Trees;

namespace ActorBackup.Repository.Tests.Copying;

public sealed class CopyPlanTests
{
    private static readonly StoredSnapshot Snapshot = new(Id("s"), new SnapshotDocument(new NodeTime(100, 5, 60), new TreeId(Sha256Value.Of("t"u8)), ["/a"])
    {
        Hostname = "h",
        Parent = Id("p"),
        Tags = ["x"],
    });

    private static SnapshotFileId Id(string text) => new(Sha256Value.Of(System.Text.Encoding.UTF8.GetBytes(text)));

    private static StoredSnapshot Copied(SnapshotDocument document) => new(Id("copy"), document);

    [Fact]
    public void Writes_a_copy_without_parent_and_with_its_origin()
    {
        var copy = CopyPlan.CopyOf(Snapshot);

        Assert.Null(copy.Parent);
        Assert.Equal(Snapshot.Id, copy.Original);
        Assert.Equal(Snapshot.Document.Tags, copy.Tags);
    }

    [Fact]
    public void Keeps_the_first_origin_of_a_copy_of_a_copy() =>
        Assert.Equal(Id("first"), CopyPlan.CopyOf(Snapshot with { Document = Snapshot.Document with { Original = Id("first") } }).Original);

    [Fact]
    public void Knows_its_copy_again_whatever_zone_its_time_is_written_in()
    {
        var copy = Copied(CopyPlan.CopyOf(Snapshot) with { Time = new NodeTime(100, 5, 0) });

        var plan = CopyPlan.Of([Snapshot], [copy]);

        Assert.Empty(plan.Copy);
        Assert.Equal((Snapshot, copy.Id), Assert.Single(plan.There));
    }

    [Fact]
    public void Copies_again_what_has_other_tags_now() =>
        Assert.Single(CopyPlan.Of([Snapshot], [Copied(CopyPlan.CopyOf(Snapshot) with { Tags = [] })]).Copy);

    [Fact]
    public void Copies_the_oldest_first()
    {
        var older = new StoredSnapshot(Id("older"), Snapshot.Document with { Time = new NodeTime(99, 0) });

        Assert.Equal([older, Snapshot], CopyPlan.Of([Snapshot, older], []).Copy.ToArray());
    }
}
