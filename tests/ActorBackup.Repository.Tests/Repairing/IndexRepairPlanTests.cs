using ActorBackup.Repository.Blobs;
using ActorBackup.Repository.Documents;
using ActorBackup.Repository.Ids;
using ActorBackup.Repository.Packs;
using ActorBackup.Repository.Repairing;

namespace ActorBackup.Repository.Tests.Repairing;

public sealed class IndexRepairPlanTests
{
    private static readonly IndexedPack A = Pack("a"), B = Pack("b"), C = Pack("c");
    private static readonly IndexId First = new(Sha256Value.Of("1"u8)), Second = new(Sha256Value.Of("2"u8));

    private static IndexedPack Pack(string name, uint length = 50) => new(new PackId(Hash(name)),
        [new PackedBlob(BlobHandle.Data(new BlobId(Hash(name + "1"))), 0, length, 0), new PackedBlob(BlobHandle.Data(new BlobId(Hash(name + "2"))), length, length, 0)]);

    private static Sha256Value Hash(string text) => Sha256Value.Of(System.Text.Encoding.UTF8.GetBytes(text));

    private static Dictionary<PackId, long> Listed(params IndexedPack[] packs) => packs.ToDictionary(p => p.Id, p => PackHeader.PackBytes(p.Blobs.AsSpan()));

    private static IndexRepairPlan Plan(Dictionary<PackId, long> listed, params (IndexId, IndexDocument?)[] files) => IndexRepairPlan.Of(files, listed);

    [Fact]
    public void Does_nothing_to_a_sound_index() => Assert.True(Plan(Listed(A, B), (First, new([A])), (Second, new([B]))).IsEmpty);

    [Fact]
    public void Reads_packs_that_no_readable_file_knows()
    {
        var plan = Plan(Listed(A, B), (First, null), (Second, new([B])));

        Assert.Equal([A.Id], plan.Read.Select(p => p.Pack));
        Assert.Equal([First], plan.Replace.ToArray());
    }

    [Fact]
    public void Drops_packs_that_are_not_there_and_keeps_what_else_the_file_says()
    {
        var plan = Plan(Listed(B, C), (First, new([A, B])), (Second, new([C])));

        Assert.Equal([A.Id], plan.Drop.ToArray());
        Assert.Equal([First], plan.Replace.ToArray());
        Assert.Equal([B], plan.Keep.ToArray());
        Assert.Empty(plan.Read);
    }

    [Fact]
    public void Reads_a_pack_of_another_size_again()
    {
        var plan = Plan(Listed(Pack("a", 60)), (First, new([A])));

        Assert.Equal([A.Id], plan.Read.Select(p => p.Pack));
        Assert.Equal([First], plan.Replace.ToArray());
        Assert.Empty(plan.Keep);
    }

    [Fact]
    public void Reads_a_pack_again_of_which_two_files_say_different_things()
    {
        var other = A with { Blobs = [A.Blobs[0] with { Length = 49 }, A.Blobs[1] with { Offset = 49, Length = 51 }] };

        var plan = Plan(Listed(A), (First, new([A])), (Second, new([other])));

        Assert.Equal([A.Id], plan.Read.Select(p => p.Pack));
        Assert.Equal([First, Second], plan.Replace.ToArray());
    }

    [Fact]
    public void Believes_no_file_that_it_is_not_given()
    {
        var plan = Plan(Listed(A, B), (First, null), (Second, null));

        Assert.Equal(2, plan.Read.Length);
        Assert.Equal(2, plan.Replace.Length);
        Assert.Empty(plan.Drop);
    }
}
