using System.Collections.Immutable;
using ActorBackup.Core.Capturing;
using ActorBackup.Core.Snapshots;
using ActorBackup.Core.Stores;
using ActorBackup.Core.Triggers;
using ActorBackup.Stores.Repositories;

namespace ActorBackup.Stores.Tests.Repositories;

public sealed class SnapshotTagsTests
{
    private static readonly StoreName Vault = new("vault");
    private static readonly SourceLocation Docs = Sample.Source("/srv/shop/docs.json");
    private static readonly Snapshot Plain = Sample.Snapshot(Sample.Id(), "[1]");
    private static readonly DateTimeOffset Removed = new(2026, 11, 20, 10, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void Says_what_people_filter_by_in_words() => Assert.Equal<string>(
        ["source=docs", "id=20261120_090000", "seq=1", "trigger=change", "health=healthy", "bytes=3", $"digest={Plain.Digest.Hex}", "served=change:t1"],
        Write(Plain));

    public static TheoryData<Snapshot> Snapshots =>
    [
        Plain,
        Plain with { Sequence = 17, Epoch = 4, Items = 740, Tier = "milestone", Label = "before: 50% off, \"sale\"\n🗂 =", Pinned = true, Incomplete = true, ParsedAs = "json" },
        Plain with { Counters = ImmutableSortedDictionary<string, double>.Empty.Add("e a,n=", 1.5).Add("x", double.PositiveInfinity).Add("y", -0.1) },
        Plain with { Health = new SnapshotHealth(HealthVerdict.Suspect, "smaller by 60 %, more than 50 %", "accept by me") { Suspicion = Suspicion.FewerItems } },
        Plain with { Triggers = [new(new("interval:2026-11-20T10:00:00Z"), TriggerKind.Interval), new(new("a:b,c"), TriggerKind.BeforeChange), new(new("2"), TriggerKind.Interval)] },
        Plain with { Stamp = new FileStamp(ulong.MaxValue, 7, 3, -1, long.MaxValue, 0b110_100_000, 1000, uint.MaxValue, Racy: true), Digest = ContentDigest.Unknown },
    ];

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void Reads_back_all_that_was_written(Snapshot snapshot)
    {
        var copy = new StoredCopy(Vault, "handle", snapshot.Bytes);

        var sideCar = Read(Write(snapshot, copy));

        Assert.Equal((Docs.Id, Docs.Path), (sideCar!.Source, sideCar.SourcePath));
        Assert.Equivalent(snapshot with { Copies = [copy] }, sideCar.Snapshot, strict: true);
    }

    [Fact]
    public void Tells_what_is_in_the_trash_by_whom_and_since_when()
    {
        var copy = new StoredCopy(Vault, "handle", 3, CopyState.Trash, RemovedBy: "keep-last 10, by retention", RemovedAt: Removed);

        Assert.Equal(copy, Assert.Single(Read(Write(Plain, copy))!.Snapshot.Copies));
    }

    [Theory]
    [InlineData("50% off, now")]
    [InlineData("a=b \"c\"\t\u2028")]
    public void No_tag_can_be_taken_apart_by_restic(string label) =>
        Assert.All(Write(Plain with { Label = label }), tag => Assert.DoesNotContain(tag, c => c is ',' or ' ' or '\n' or '\t' or '\u2028'));

    [Fact]
    public void Text_of_every_kind_comes_back()
    {
        var random = new Random(20261120);
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => char.ConvertFromUtf32(random.Next(4) switch { 0 => random.Next(128), 1 => random.Next(0x2FFF), 2 => random.Next(0xE000, 0x10000), _ => random.Next(0x10000, 0x110000) })));

            Assert.Equal(text, TagText.Read(TagText.Write(text)));
        }
    }

    [Fact]
    public void Tags_of_others_stay_where_ours_change()
    {
        var before = Write(Plain).AddRange("mine", "project=x");

        var after = SnapshotTags.Write(new SideCar(Docs.Id, Docs.Path, Plain with { Pinned = true }), new StoredCopy(Vault, "handle", 3), before, revision: 2);

        Assert.Equal(["mine", "project=x"], after.Except(Write(Plain)).Except(["pin", "rev=2"]));
        Assert.Contains("pin", after);
        Assert.Equal((0, 2), (SnapshotTags.RevisionOf(before), SnapshotTags.RevisionOf(after)));
    }

    [Theory]
    [InlineData]
    [InlineData("nightly", "server=3")]
    [InlineData("source=docs")]
    [InlineData("id=20261120_090000")]
    public void What_restic_made_is_no_snapshot_of_ours(params string[] tags) => Assert.Null(Read([.. tags]));

    [Fact]
    public void Missing_tags_leave_a_snapshot_that_is_not_trusted()
    {
        var snapshot = Read(["source=docs", "id=20261120_090000"])!.Snapshot;

        Assert.True(snapshot is { Health.Verdict: HealthVerdict.Suspect, Digest.IsKnown: false, Triggers.Count: 1, Items: null, Stamp: null });
    }

    [Theory]
    [InlineData("seq=one", "'one' is no whole number")]
    [InlineData("id=yesterday", "is not a snapshot id")]
    [InlineData("health=fine", "'fine' is no healthverdict")]
    [InlineData("health=7", "'7' is no healthverdict")]
    [InlineData("trash=soon", "'soon' is no time")]
    [InlineData("served=change", "is no trigger with its id")]
    [InlineData("stat=1:2:3", "is not what stat says of a file")]
    [InlineData("counter.x=", "'' is no number")]
    public void Damaged_tags_are_told(string tag, string message)
    {
        var tags = new[] { tag }.Concat(["source=docs", "id=20261120_090000"]).DistinctBy(t => t.Split('=')[0]).ToImmutableArray();

        Assert.Contains(message, Assert.Throws<FormatException>(() => Read(tags)).Message, StringComparison.Ordinal);
    }

    private static ImmutableArray<string> Write(Snapshot snapshot, StoredCopy? copy = null) =>
        SnapshotTags.Write(new SideCar(Docs.Id, Docs.Path, snapshot), copy ?? new StoredCopy(Vault, "handle", 3), [], revision: 0);

    private static SideCar? Read(ImmutableArray<string> tags) => SnapshotTags.Read(tags, Plain.TakenAt, Docs.Path, Vault, "handle");
}
