using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Pruning;

namespace ActorBackup.Repository.Tests.Pruning;

public sealed class PrunePlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PruneOptions Options = new();
    private static readonly SmallPackRule Small = new(1_000, TimeSpan.FromDays(1), AtLeast: 3, AtMostYoung: 20);

    private static PackState Pack(int number, long used = 2_000, long unused = 0) => new(new PackId(Sha256Value.Of(BitConverter.GetBytes(number))), used + unused + 100)
    {
        IndexedBytes = used + unused + 100,
        Type = BlobType.Data,
        UsedBlobs = used > 0 ? 1 : 0,
        UsedBytes = used,
        UnusedBlobs = unused > 0 ? 1 : 0,
        UnusedBytes = unused,
        KnownSince = Now.AddDays(-2),
    };

    private static PackFate Fate(PackState pack, PruneOptions options, int version = 2) => Assert.Single(PrunePlan.Of([pack], options, version, Now).Decisions).Fate;

    private static PackFate[] Fates(IEnumerable<PackState> packs, PruneOptions options)
    {
        var plan = PrunePlan.Of([.. packs], options, 2, Now);
        return [.. packs.Select(p => plan.Decisions.Single(d => d.Pack == p).Fate)];
    }

    [Fact]
    public void Keeps_what_is_wholly_used() => Assert.Equal(PackFate.Keep, Fate(Pack(1), Options));

    [Fact]
    public void Removes_what_is_wholly_unused() => Assert.Equal(PackFate.Remove, Fate(Pack(1, used: 0, unused: 10), Options));

    [Fact]
    public void Removes_what_no_index_knows_first() => Assert.Equal(PackFate.RemoveUnindexed, Fate(Pack(1) with { IndexedBytes = null, UsedBlobs = 0 }, Options));

    [Fact]
    public void Drops_a_missing_pack_that_nobody_needs() => Assert.Equal(PackFate.DropFromIndex, Fate(Pack(1, used: 0, unused: 10) with { ListedBytes = null }, Options));

    [Fact]
    public void Refuses_when_a_needed_pack_is_missing()
    {
        var refusal = Assert.Throws<RepositoryException>(() => PrunePlan.Of([Pack(1) with { ListedBytes = null }, Pack(2, 0, 5)], Options, 2, Now));

        Assert.Equal(RepositoryFailure.Damaged, refusal.Failure);
        Assert.Contains(Pack(1).Id.ToString(), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_when_a_needed_pack_has_another_size() =>
        Assert.Throws<RepositoryException>(() => PrunePlan.Of([Pack(1) with { ListedBytes = 5 }], Options, 2, Now));

    [Fact]
    public void Removes_an_unused_pack_of_whatever_size() => Assert.Equal(PackFate.Remove, Fate(Pack(1, 0, 10) with { ListedBytes = 5 }, Options));

    [Theory]
    [InlineData(BlobType.Tree, false, 2, PackFate.Repack)]
    [InlineData(BlobType.Tree, false, 1, PackFate.Keep)]
    [InlineData(BlobType.Data, false, 2, PackFate.Keep)]
    [InlineData(BlobType.Data, true, 2, PackFate.Repack)]
    public void Compresses_trees_always_and_data_when_asked(BlobType type, bool asked, int version, PackFate fate) =>
        Assert.Equal(fate, Fate(Pack(1) with { HasUncompressed = true, Type = type }, Options with { RepackUncompressed = asked }, version));

    [Fact]
    public void Separates_data_and_trees_of_one_pack() => Assert.Equal(PackFate.Repack, Fate(Pack(1) with { Type = null }, Options));

    [Fact]
    public void Rewrites_the_most_wasteful_packs_until_little_enough_is_unused()
    {
        PackState[] packs = [Pack(1, 900, 100), Pack(2, 500, 500), Pack(3, 990, 10)];

        Assert.Equal([PackFate.Keep, PackFate.Repack, PackFate.Keep], Fates(packs, Options with { MaxUnused = UnusedTolerance.OfBytes(110) }));
        Assert.Equal([PackFate.Repack, PackFate.Repack, PackFate.Repack], Fates(packs, Options with { MaxUnused = UnusedTolerance.None }));
        Assert.Equal([PackFate.Keep, PackFate.Keep, PackFate.Keep], Fates(packs, Options with { MaxUnused = UnusedTolerance.Unlimited }));
    }

    [Fact]
    public void Takes_a_tolerance_in_percent_of_what_is_left()
    {
        Assert.Equal(100, UnusedTolerance.OfPercent(10).Bytes(900));
        Assert.Equal(0, UnusedTolerance.OfPercent(0).Bytes(900));
    }

    [Fact]
    public void Rewrites_tree_packs_whatever_the_tolerance_unless_told_not_to()
    {
        var pack = Pack(1, 900, 1) with { Type = BlobType.Tree };

        Assert.Equal(PackFate.Repack, Fate(pack, Options with { MaxUnused = UnusedTolerance.Unlimited }));
        Assert.Equal(PackFate.Keep, Fate(pack, Options with { MaxUnused = UnusedTolerance.Unlimited, RepackTrees = false }));
    }

    [Fact]
    public void Rewrites_no_more_in_one_run_than_it_may()
    {
        var plan = PrunePlan.Of([Pack(1, 500, 500), Pack(2, 400, 600), Pack(3, 450, 550)], Options with { MaxUnused = UnusedTolerance.None, MaxRepackBytes = 2_500 }, 2, Now);

        Assert.Equal([Pack(2).Id, Pack(3).Id], plan.With(PackFate.Repack).Select(p => p.Id));
        Assert.Equal(850, plan.RepackedBytes);
        Assert.Equal(500, plan.UnusedBytesLeft);
    }

    [Fact]
    public void Merges_small_packs_that_have_stayed_for_a_day()
    {
        var packs = Enumerable.Range(0, 4).Select(i => Pack(i, 100)).ToArray();
        packs[3] = packs[3] with { KnownSince = Now.AddHours(-23) };

        Assert.Equal([PackFate.Repack, PackFate.Repack, PackFate.Repack, PackFate.Keep], Fates(packs, Options with { Small = Small }));
    }

    [Fact]
    public void Leaves_small_packs_that_are_too_few() =>
        Assert.All(Fates([Pack(1, 100), Pack(2, 100)], Options with { Small = Small }), fate => Assert.Equal(PackFate.Keep, fate));

    [Fact]
    public void Merges_data_with_data_only() =>
        Assert.All(Fates([Pack(1, 100), Pack(2, 100), Pack(3, 100) with { Type = BlobType.Tree }, Pack(4, 100) with { Type = BlobType.Tree }], Options with { Small = Small }),
            fate => Assert.Equal(PackFate.Keep, fate));

    [Fact]
    public void Forgets_about_age_where_small_packs_crowd() =>
        Assert.All(Fates(Enumerable.Range(0, 21).Select(i => Pack(i, 100) with { KnownSince = null }), Options with { Small = Small }), fate => Assert.Equal(PackFate.Repack, fate));

    [Fact]
    public void Leaves_a_small_young_pack_also_if_only_a_part_of_it_is_used() =>
        Assert.Equal(PackFate.Keep, Fate(Pack(1, 50, 50) with { KnownSince = Now }, Options with { Small = Small, MaxUnused = UnusedTolerance.None }));

    [Fact]
    public void Tells_a_reason_for_every_pack() =>
        Assert.All(PrunePlan.Of([Pack(1), Pack(2, 0, 5), Pack(3, 100), Pack(4, 50, 50)], Options with { Small = Small }, 2, Now).Decisions, d => Assert.NotEmpty(d.Reason));
}
